import { refusal } from './answers.ts';
import { comment, graphql } from './governance-routes.ts';
import {
  commentsOf,
  countWrite,
  type FakeIssue,
  type FakeIssueTracker,
  openIssue,
  setIssueState,
} from './issue-tracker.ts';
import {
  contract,
  guard,
  type ProjectRoute,
  pageOf,
  pageOfList,
  ROOT,
  timeOf,
  userBody,
} from './project-guard.ts';
import type { GithubAnswer, GithubRequest, GithubRoutes } from './server.ts';

const ISSUE = `${ROOT}/issues/{number}`;
/** Beyond this GitHub answers 422. Characters. */
const LONGEST = { title: 256, body: 65_536 } as const;

/** Issues, their labels and comments, and whose a token is. */
export function issueRoutes(
  tracker: FakeIssueTracker,
  { apiUrl }: { readonly apiUrl: string },
): GithubRoutes {
  const { project } = tracker;
  const read = (route: ProjectRoute) =>
    guard(project, 'issues: read', (request, asker) =>
      tracker.isEnabled ? route(request, asker) : refusal(410, 'Issues are disabled for this repo'),
    );
  const write = (route: ProjectRoute) =>
    guard(project, 'issues: write', (request, asker) => {
      if (!tracker.isEnabled) return refusal(410, 'Issues are disabled for this repo');
      const waitMs = countWrite(tracker, asker.id);
      return waitMs === undefined ? route(request, asker) : tooMuch(waitMs);
    });
  const ofIssue =
    (route: (issue: FakeIssue, ...rest: Parameters<ProjectRoute>) => GithubAnswer): ProjectRoute =>
    (request, asker) => {
      const issue = tracker.issues.find(({ number }) => String(number) === request.params.number);
      return issue ? route(issue, request, asker) : refusal(404, 'Not Found');
    };
  return {
    'GET /user': (request) => whoAsks(tracker, request),
    'POST /graphql': (request) => graphql(project, request),
    // where Issues are switched off the list still has the pull requests
    [`GET ${ROOT}/issues`]: guard(project, 'issues: read', (request) =>
      listIssues(tracker, request, apiUrl),
    ),
    [`POST ${ROOT}/issues`]: write((request, asker) => createIssue(tracker, request, asker.id)),
    [`GET ${ISSUE}`]: read(ofIssue((issue) => ({ status: 200, json: issueJson(tracker, issue) }))),
    [`PATCH ${ISSUE}`]: write(ofIssue((issue, request) => updateIssue(tracker, issue, request))),
    [`GET ${ISSUE}/comments`]: read(
      ofIssue((issue, request) =>
        pageOfList(
          request,
          apiUrl,
          commentsOf(tracker, issue).map((one) => commentJson(tracker, one)),
        ),
      ),
    ),
    [`POST ${ISSUE}/comments`]: write(
      ofIssue((issue, request, asker) => {
        const { body } = JSON.parse(request.body) as { readonly body: string };
        if (body.length > LONGEST.body) return tooLong('body');
        const made = comment(project, { issue: issue.number, userId: asker.id, body });
        return { status: 201, json: commentJson(tracker, made) };
      }),
    ),
    [`POST ${ISSUE}/labels`]: write(
      ofIssue((issue, request, asker) => {
        if (tracker.labelless.has(asker.id)) return refusal(403, 'Must have push access');
        const { labels } = JSON.parse(request.body) as { readonly labels: readonly string[] };
        issue.labels = [...new Set([...issue.labels, ...labels])];
        return { status: 200, json: issue.labels.map(labelJson) };
      }),
    ),
  };
}

/** The token of a workflow may not ask who it is. */
function whoAsks({ project }: FakeIssueTracker, { authorization }: GithubRequest): GithubAnswer {
  const token = project.tokens.get(authorization?.replace(/^(?:bearer|token) /i, '') ?? '');
  const user = token && project.users.get(token.userId);
  if (!user) return refusal(401, 'Bad credentials');
  if (user.type === 'Bot') return refusal(403, 'Resource not accessible by integration');
  const sample = contract.sampleOf('public-user') as object;
  return { status: 200, json: { ...sample, ...userBody(project, user.id) } };
}

/** @see CONTENT_LIMITS */
function tooMuch(waitMs: number): GithubAnswer {
  const { status, json } = refusal(403, 'You have exceeded a secondary rate limit');
  return { status, json, headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) } };
}

function tooLong(field: string): GithubAnswer {
  return {
    status: 422,
    json: {
      message: 'Validation Failed',
      errors: [{ resource: 'Issue', field, code: 'custom', message: `${field} is too long` }],
      documentation_url: 'https://docs.github.com/rest',
    },
  };
}

/** The newest first, as GitHub has it unless asked otherwise. */
function listIssues(
  tracker: FakeIssueTracker,
  request: GithubRequest,
  apiUrl: string,
): GithubAnswer {
  const { query } = request;
  const state = query.get('state') ?? 'open';
  const since = Date.parse(query.get('since') ?? '1970-01-01T00:00:00Z');
  const labels = (query.get('labels') ?? '').split(',').filter((label) => label !== '');
  const wanted = tracker.issues.filter(
    (issue) =>
      (tracker.isEnabled || issue.isPull === true) &&
      (state === 'all' || issue.state === state) &&
      issue.updatedAt >= since &&
      labels.every((label) => issue.labels.includes(label)),
  );
  return pageOfList(
    request,
    apiUrl,
    wanted.toReversed().map((issue) => issueJson(tracker, issue)),
  );
}

function createIssue(
  tracker: FakeIssueTracker,
  { body: text }: GithubRequest,
  userId: number,
): GithubAnswer {
  const {
    title,
    body = '',
    labels = [],
  } = JSON.parse(text) as {
    readonly title: string;
    readonly body?: string;
    readonly labels?: readonly string[];
  };
  if (title.length > LONGEST.title) return tooLong('title');
  if (body.length > LONGEST.body) return tooLong('body');
  const isLabelled = !tracker.labelless.has(userId);
  const issue = openIssue(tracker, { userId, title, body, labels: isLabelled ? labels : [] });
  return { status: 201, json: issueJson(tracker, issue) };
}

function updateIssue(
  tracker: FakeIssueTracker,
  issue: FakeIssue,
  { body }: GithubRequest,
): GithubAnswer {
  const {
    title,
    body: text,
    state,
    state_reason: reason,
  } = JSON.parse(body) as {
    readonly title?: string;
    readonly body?: string;
    readonly state?: FakeIssue['state'];
    readonly state_reason?: FakeIssue['stateReason'];
  };
  if (title !== undefined) issue.title = title;
  if (text !== undefined) issue.body = text;
  if (state !== undefined) setIssueState(tracker, issue, state, reason);
  issue.updatedAt = tracker.project.now();
  return { status: 200, json: issueJson(tracker, issue) };
}

function issueJson({ project }: FakeIssueTracker, issue: FakeIssue) {
  const { number, userId, title, body, labels, state, stateReason, closedAt, isPull } = issue;
  const page = pageOf(project, `${isPull ? 'pull' : 'issues'}/${number}`);
  return {
    ...(contract.sampleOf('issue') as object),
    id: 900_000 + number,
    number,
    title,
    body,
    state,
    state_reason: stateReason,
    user: userBody(project, userId),
    labels: labels.map(labelJson),
    created_at: timeOf(issue.createdAt),
    updated_at: timeOf(issue.updatedAt),
    closed_at: closedAt === null ? null : timeOf(closedAt),
    html_url: page,
    ...(isPull && { pull_request: { url: page, html_url: page, diff_url: page, patch_url: page } }),
  };
}

function labelJson(name: string) {
  return { ...(contract.sampleOf('label') as object), name };
}

function commentJson(
  { project }: FakeIssueTracker,
  { id, issue, userId, body, createdAt, updatedAt }: ReturnType<typeof comment>,
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
  };
}
