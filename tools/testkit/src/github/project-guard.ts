import { refusal } from './answers.ts';
import { githubContract } from './contract.ts';
import type { FakePermission, FakeProject, FakeUser } from './project.ts';
import type { GithubAnswer, GithubRequest, GithubRoutes } from './server.ts';

export const contract = githubContract();
export const ROOT = '/repos/{owner}/{repo}';

/** A route, once it is known who asks. */
export type ProjectRoute = (request: GithubRequest, asker: FakeUser) => GithubAnswer;

/**
 * A route for tokens with that permission. An unknown token is 401, a repository that is not there 404, and what a token may not
 * do 403 — but what it may not see of an organisation is 404, as if it were not there.
 */
export function guard(
  project: FakeProject,
  permission: FakePermission,
  route: ProjectRoute,
): GithubRoutes[string] {
  return (request) => {
    const token = project.tokens.get(
      request.authorization?.replace(/^(?:bearer|token) /i, '') ?? '',
    );
    const asker = token && project.users.get(token.userId);
    if (!token || !asker) return refusal(401, 'Bad credentials');
    const { owner, repo, org } = request.params;
    const isOurs =
      org === undefined ? owner === project.owner && repo === project.name : org === project.owner;
    if (!isOurs) return refusal(404, 'Not Found');
    if (!isAllowed(token.permissions, permission)) {
      return permission === 'members: read'
        ? refusal(404, 'Not Found')
        : refusal(403, 'Resource not accessible by integration');
    }
    return route(request, asker);
  };
}

function isAllowed(permissions: ReadonlySet<FakePermission>, permission: FakePermission): boolean {
  const write = permission.replace(/read$/, 'write');
  return [...permissions].some((one) => one === permission || one === write);
}

/** A user as GitHub shows one inside of something else. */
export function userBody(project: FakeProject, id: number) {
  const { login = 'ghost', type = 'User' } = project.users.get(id) ?? {};
  return { ...(contract.sampleOf('simple-user') as object), id, login, type };
}

/** A time as GitHub writes it: without milliseconds. */
export function timeOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** The URL of something of the project for people. */
export function pageOf({ owner, name }: FakeProject, path: string): string {
  return `https://github.com/${owner}/${name}/${path}`;
}

/** A page of a list, by `page` and `per_page`, with a link to the next one. */
export function pageOfList(
  request: GithubRequest,
  apiUrl: string,
  items: readonly unknown[],
  body: (page: readonly unknown[]) => unknown = (page) => page,
): GithubAnswer {
  const { query, path } = request;
  const [size, page] = [Number(query.get('per_page') ?? 30), Number(query.get('page') ?? 1)];
  const next = new URLSearchParams(query);
  next.set('page', String(page + 1));
  const isMore = page * size < items.length;
  return {
    status: 200,
    json: body(items.slice((page - 1) * size, page * size)),
    ...(isMore && { headers: { link: `<${apiUrl}${path}?${next.toString()}>; rel="next"` } }),
  };
}
