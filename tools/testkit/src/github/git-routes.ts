import { refusal } from './answers.ts';
import { commitTo, type FakeGitCommit, type FakeProject, sha1 } from './project.ts';
import { contract, guard, ROOT, timeOf, userBody } from './project-guard.ts';
import type { GithubAnswer, GithubRequest, GithubRoutes } from './server.ts';

/** Refs, tags, branches and commits, and how commits lie to each other. */
export function gitRoutes(project: FakeProject): GithubRoutes {
  const read = (route: Parameters<typeof guard>[2]) => guard(project, 'contents: read', route);
  const write = (route: Parameters<typeof guard>[2]) => guard(project, 'contents: write', route);
  return {
    [`GET ${ROOT}/git/ref/{ref}`]: read(({ params }) => {
      const ref = `refs/${params.ref}`;
      return project.refs.has(ref) ? { status: 200, json: refJson(project, ref) } : notFound();
    }),
    [`GET ${ROOT}/git/tags/{sha}`]: read(({ params }) => {
      const object = project.tagObjects.get(params.sha ?? '');
      if (!object) return notFound();
      const sample = contract.sample('git/get-tag');
      return { status: 200, json: { ...sample, sha: params.sha, object: withUrl(object) } };
    }),
    [`GET ${ROOT}/git/commits/{sha}`]: read(({ params }) => {
      const commit = project.commits.get(params.sha ?? '');
      return commit ? { status: 200, json: gitCommitJson(project, commit) } : notFound();
    }),
    [`POST ${ROOT}/git/commits`]: write((request, asker) =>
      createCommit(project, request, asker.id),
    ),
    [`POST ${ROOT}/git/refs`]: write((request) => createRef(project, request)),
    [`GET ${ROOT}/commits/{sha}`]: read(({ params }) => {
      const commit = project.commits.get(params.sha ?? '');
      return commit ? { status: 200, json: commitJson(project, commit) } : notFound();
    }),
    [`GET ${ROOT}/contents/{path}`]: read(({ params, query }) => {
      const commit = commitAt(project, query.get('ref') ?? 'main');
      const sha = commit && blobAt(project, commit, params.path ?? '');
      if (sha === undefined) return notFound();
      const sample = contract.sampleOf('content-file') as object;
      return { status: 200, json: { ...sample, type: 'file', path: params.path, sha } };
    }),
    [`GET ${ROOT}/compare/{basehead}`]: read(({ params }) => {
      const [base, head] = (params.basehead ?? '')
        .split('...')
        .map((name) => commitAt(project, name));
      return base && head ? { status: 200, json: comparison(project, base, head) } : notFound();
    }),
  };
}

/** The commit that a branch, a tag or an id names. */
export function commitAt(project: FakeProject, name: string): FakeGitCommit | undefined {
  const ref = [`refs/heads/${name}`, `refs/tags/${name}`].find((one) => project.refs.has(one));
  const object = ref === undefined ? name : (project.refs.get(ref) ?? '');
  return project.commits.get(project.tagObjects.get(object)?.sha ?? object);
}

/** What a file is at a commit, as an id: that of the last commit which changed it. */
function blobAt(project: FakeProject, commit: FakeGitCommit, path: string): string | undefined {
  if (commit.files.includes(path)) return sha1(`${path} ${commit.sha}`);
  const [parent] = commit.parents.flatMap((sha) => project.commits.get(sha) ?? []);
  return parent && blobAt(project, parent, path);
}

/** A commit and all that it comes from. */
export function ancestorsOf(project: FakeProject, { sha, parents }: FakeGitCommit): Set<string> {
  const found = new Set([sha]);
  for (const parent of parents) {
    const commit = project.commits.get(parent);
    if (commit) for (const ancestor of ancestorsOf(project, commit)) found.add(ancestor);
  }
  return found;
}

function notFound(): GithubAnswer {
  return refusal(404, 'Not Found');
}

function withUrl(object: { readonly type: string; readonly sha: string }) {
  return { ...object, url: 'https://api.github.com/sample' };
}

function refJson(project: FakeProject, ref: string) {
  const sha = project.refs.get(ref) ?? '';
  const type = project.tagObjects.has(sha) ? 'tag' : 'commit';
  return { ...contract.sample('git/get-ref'), ref, object: withUrl({ type, sha }) };
}

function gitCommitJson(
  project: FakeProject,
  { sha, tree, parents, message, at, authorId }: FakeGitCommit,
) {
  const { login: name = 'ghost' } = project.users.get(authorId) ?? {};
  const by = { name, email: `${name}@users.noreply.github.com`, date: timeOf(at) };
  const url = 'https://api.github.com/sample';
  return {
    ...(contract.sampleOf('git-commit') as object),
    sha,
    message,
    author: by,
    committer: by,
    tree: { sha: tree, url },
    parents: parents.map((parent) => ({ sha: parent, url, html_url: url })),
  };
}

function commitJson(project: FakeProject, commit: FakeGitCommit) {
  const sample = contract.sampleOf('commit') as { readonly commit: object };
  const { message, author, committer, tree } = gitCommitJson(project, commit);
  return {
    ...sample,
    sha: commit.sha,
    author: userBody(project, commit.authorId),
    committer: userBody(project, commit.authorId),
    parents: commit.parents.map((sha) => ({ sha, url: 'https://api.github.com/sample' })),
    commit: { ...sample.commit, message, author, committer, tree },
  };
}

function createCommit(
  project: FakeProject,
  { body }: GithubRequest,
  authorId: number,
): GithubAnswer {
  const {
    message,
    tree,
    parents = [],
  } = JSON.parse(body) as {
    readonly message: string;
    readonly tree: string;
    readonly parents?: readonly string[];
  };
  const isKnown = [...project.commits.values()].some((commit) => commit.tree === tree);
  if (!isKnown) return refusal(422, 'Tree SHA does not exist');
  if (!parents.every((parent) => project.commits.has(parent))) {
    return refusal(422, 'Parent SHA does not exist or is not a commit object');
  }
  const commit = commitTo(project, { message, tree, parents, authorId });
  return { status: 201, json: gitCommitJson(project, commit) };
}

function createRef(project: FakeProject, { body }: GithubRequest): GithubAnswer {
  const { ref, sha } = JSON.parse(body) as { readonly ref: string; readonly sha: string };
  if (project.refs.has(ref)) return refusal(422, 'Reference already exists');
  if (!project.commits.has(sha) && !project.tagObjects.has(sha)) {
    return refusal(422, 'Object does not exist');
  }
  project.refs.set(ref, sha);
  return { status: 201, json: refJson(project, ref) };
}

function comparison(project: FakeProject, base: FakeGitCommit, head: FakeGitCommit) {
  const [before, after] = [ancestorsOf(project, base), ancestorsOf(project, head)];
  const ahead = [...after].filter((sha) => !before.has(sha));
  const behind = [...before].filter((sha) => !after.has(sha));
  const isAhead = ahead.length > 0;
  const commits = ahead.flatMap((sha) => project.commits.get(sha) ?? []);
  const shared = [...before].find((sha) => after.has(sha));
  return {
    ...(contract.sampleOf('commit-comparison') as object),
    status: behind.length > 0 ? (isAhead ? 'diverged' : 'behind') : isAhead ? 'ahead' : 'identical',
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    base_commit: commitJson(project, base),
    merge_base_commit: commitJson(project, project.commits.get(shared ?? '') ?? base),
    commits: commits.toReversed().map((commit) => commitJson(project, commit)),
    files: commits
      .flatMap(({ files }) => files)
      .map((filename) => ({
        ...(contract.sampleOf('diff-entry') as object),
        filename,
        status: 'modified',
      })),
  };
}
