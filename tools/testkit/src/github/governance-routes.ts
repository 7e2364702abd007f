import { refusal } from './answers.ts';
import type { FakeComment, FakeProject } from './project.ts';
import { contract, guard, pageOf, pageOfList, ROOT, timeOf, userBody } from './project-guard.ts';
import { findRun } from './run-routes.ts';
import type { GithubAnswer, GithubRequest, GithubRoutes } from './server.ts';

/** Who may decide, and what was decided where: teams, environments, comments, and what was edited since. */
export function governanceRoutes(project: FakeProject, apiUrl: string): GithubRoutes {
  return {
    [`GET ${ROOT}/actions/runs/{run}/approvals`]: guard(project, 'actions: read', ({ params }) =>
      findRun(project, params.run)
        ? environmentReviews(project, params.run)
        : refusal(404, 'Not Found'),
    ),
    'GET /orgs/{org}/teams/{team}/members': guard(project, 'members: read', (request) => {
      const members = project.teams.get(request.params.team ?? '');
      if (!members) return refusal(404, 'Not Found');
      return pageOfList(
        request,
        apiUrl,
        [...members].map((id) => userBody(project, id)),
      );
    }),
    [`GET ${ROOT}/issues/{issue}/comments`]: guard(project, 'issues: read', (request) => {
      const since = Date.parse(request.query.get('since') ?? '1970-01-01T00:00:00Z');
      const comments = project.comments.filter(
        ({ issue, updatedAt }) => String(issue) === request.params.issue && updatedAt >= since,
      );
      return pageOfList(
        request,
        apiUrl,
        comments.map((comment) => commentJson(project, comment)),
      );
    }),
    'POST /graphql': (request) => graphql(project, request),
  };
}

/** Writes a comment, as its author. */
export function comment(
  project: FakeProject,
  written: Pick<FakeComment, 'issue' | 'userId' | 'body'> & Partial<FakeComment>,
): FakeComment {
  const at = project.now();
  const made = { id: 700 + project.comments.length, createdAt: at, updatedAt: at, ...written };
  project.comments.push(made);
  return made;
}

/** Changes a comment afterwards, by whoever may. */
export function editComment(project: FakeProject, edited: FakeComment, body: string): void {
  edited.body = body;
  edited.updatedAt = project.now();
  edited.editedAt = project.now();
}

function environmentReviews(project: FakeProject, run: string | undefined): GithubAnswer {
  const reviews = project.environmentReviews.filter(({ runId }) => String(runId) === run);
  return {
    status: 200,
    json: reviews.map(({ environment, state, userId, comment: text }, index) => ({
      ...(contract.sampleOf('environment-approvals') as object),
      environments: [{ id: index + 1, name: environment }],
      state,
      user: userBody(project, userId),
      comment: text,
    })),
  };
}

function commentJson(
  project: FakeProject,
  { id, issue, userId, body, createdAt, updatedAt }: FakeComment,
) {
  return {
    ...(contract.sampleOf('issue-comment') as object),
    id,
    node_id: `IC_${id}`,
    body,
    user: userBody(project, userId),
    created_at: timeOf(createdAt),
    updated_at: timeOf(updatedAt),
    html_url: pageOf(project, `issues/${issue}#issuecomment-${id}`),
    author_association: project.teams.get('ops-gov')?.has(userId) ? 'MEMBER' : 'NONE',
  };
}

/** GraphQL, as far as it is asked: who a token is, and what is known of edits. */
export function graphql(project: FakeProject, request: GithubRequest): GithubAnswer {
  const token = project.tokens.get(request.authorization?.replace(/^(?:bearer|token) /i, '') ?? '');
  if (!token) return refusal(401, 'Bad credentials');
  const { query } = JSON.parse(request.body) as { readonly query: string };
  if (!/\bviewer\s*\{/.test(query)) return edits(project, request);
  const { login = 'ghost' } = project.users.get(token.userId) ?? {};
  return { status: 200, json: { data: { viewer: { login, databaseId: token.userId } } } };
}

/** The query of edits: what is known of edits of comments and reviews, in the order of `ids`. */
function edits(project: FakeProject, { body }: GithubRequest): GithubAnswer {
  const { query, variables } = JSON.parse(body) as {
    readonly query: string;
    readonly variables: { readonly ids: readonly string[] };
  };
  if (!/\bnodes\(ids: \$ids\)[^}]*\.\.\. on Comment\b/s.test(query)) {
    return { status: 200, json: { errors: [{ message: 'only edits of comments are faked' }] } };
  }
  const reviews = project.pulls.flatMap((pull) => pull.reviews);
  const nodes = variables.ids.map((id) => {
    const [kind, number] = id.split('_');
    const sources: readonly {
      readonly id: number;
      readonly editedAt?: number;
      readonly isByEmail?: boolean;
    }[] = kind === 'IC' ? project.comments : reviews;
    const found = sources.find((one) => String(one.id) === number);
    return found
      ? {
          id,
          lastEditedAt: found.editedAt === undefined ? null : timeOf(found.editedAt),
          includesCreatedEdit: found.editedAt !== undefined,
          createdViaEmail: found.isByEmail ?? false,
        }
      : null;
  });
  return { status: 200, json: { data: { nodes } } };
}
