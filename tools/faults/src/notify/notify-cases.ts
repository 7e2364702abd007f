import type { LoopbackRequest } from '@provkit/testkit';
import type { FakeIssueTracker, Fault, GithubRequest } from '@provkit/testkit/github';
import type { NotifyWorld } from './notify-world.ts';
import { TOKENS, USERS } from './notify-world.ts';

/** One thing that goes wrong while people are told, and what must come of it. */
export interface NotifyCase {
  readonly name: string;
  /** Default: `artifact_missing`, for which an Issue is the fallback alone (S2.3). */
  readonly reason?: string;
  /** What is so before. */
  readonly given: (world: NotifyWorld) => Promise<void> | void;
  /** Variables of the environment beside, or instead of, the usual ones; an empty one is none. */
  readonly setup?: (world: NotifyWorld) => Readonly<Record<string, string>>;
  /** Exit code, what people see, and the receipts. */
  readonly expected: string;
}

type Answer = Extract<Fault, { readonly kind: 'answer' }>;

export function answer(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body: string | object = {},
): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { kind: 'answer', status, headers, body: text };
}

const isNotify = ({ url }: LoopbackRequest) => url.pathname.endsWith('/ops-slack-notify');
const isFunction = ({ url }: LoopbackRequest) => url.pathname.startsWith('/functions/');
const isWebhook = ({ url }: LoopbackRequest) => url.pathname.startsWith('/services/');
const isCreate = ({ method, path }: GithubRequest) => method === 'POST' && path.endsWith('/issues');
const isList = ({ method, path }: GithubRequest) => method === 'GET' && path.endsWith('/issues');
const isComment = ({ method, path }: GithubRequest) =>
  method === 'POST' && path.endsWith('/comments');

/** The function fails that way: the first `times` requests, before it does anything. */
const edgeOut =
  (fault: Fault, times = Number.POSITIVE_INFINITY) =>
  ({ slack }: NotifyWorld) =>
    slack.setOutage((request, count) => (isNotify(request) && count <= times ? fault : undefined));
/** The function does what it is asked, and its first `times` answers are these. */
const edgeLost =
  (fault: Fault, times = Number.POSITIVE_INFINITY) =>
  ({ slack }: NotifyWorld) =>
    slack.setFault((request, count) => (isNotify(request) && count <= times ? fault : undefined));
/** No function can be reached, so that the Issue is next. */
const noEdge = ({ slack }: NotifyWorld) =>
  slack.setOutage((request) => (isNotify(request) ? answer(404) : undefined));
const NO_EDGE = 'edge not_delivered 404';

/** GitHub fails that way before it does anything. */
const githubOut =
  (is: (request: GithubRequest) => boolean, fault: Fault, times = Number.POSITIVE_INFINITY) =>
  (world: NotifyWorld) => {
    noEdge(world);
    let count = 0;
    world.github.setOutage((request) => (is(request) && ++count <= times ? fault : undefined));
  };
/** GitHub does what it is asked, and its first answers are lost that way. */
const githubLost =
  (is: (request: GithubRequest) => boolean, fault: Fault, times = 1) =>
  (world: NotifyWorld) => {
    noEdge(world);
    let count = 0;
    world.github.setFault((request) => (is(request) && ++count <= times ? fault : undefined));
  };
const withToken = (token: string) => (request: GithubRequest) =>
  request.authorization?.includes(token) === true && request.method === 'POST';

const SECONDARY = { message: 'You have exceeded a secondary rate limit' };
const USED_UP = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1769939000' };

/** Slack by way of the edge function. */
const EDGE: readonly NotifyCase[] = [
  { name: 'nothing fails', given: () => {}, expected: '0: slack 1: edge delivered 200' },
  {
    name: 'nothing fails, and the reason is of the security class',
    reason: 'signature_invalid',
    given: () => {},
    expected: '0: slack 1, issue 1: edge delivered 200, issue delivered 201',
  },
  {
    name: '429 with Retry-After, once',
    given: edgeOut(answer(429, { 'retry-after': '2' }), 1),
    expected: '0: slack 1: edge not_delivered 429, edge delivered 200',
  },
  {
    name: '429 with a date, once',
    given: edgeOut(answer(429, { 'retry-after': 'Sun, 01 Feb 2026 09:00:20 GMT' }), 1),
    expected: '0: slack 1: edge not_delivered 429, edge delivered 200',
  },
  {
    name: '429 without Retry-After, once',
    given: edgeOut(answer(429), 1),
    expected: '0: slack 1: edge not_delivered 429, edge delivered 200',
  },
  {
    name: '429, again and again',
    given: edgeOut(answer(429, { 'retry-after': '1' })),
    expected:
      '0: issue 1: edge not_delivered 429, edge not_delivered 429, edge not_delivered 429, issue delivered 201',
  },
  {
    name: '429 for an hour: nobody waits for that',
    given: edgeOut(answer(429, { 'retry-after': '3600' })),
    expected: '0: issue 1: edge not_delivered 429, issue delivered 201',
  },
  {
    name: '500 before anything was done, once',
    given: edgeOut(answer(500), 1),
    expected: '0: slack 1: edge unknown 500, edge delivered 200',
  },
  {
    name: '500 after it was done, once',
    given: edgeLost(answer(500), 1),
    expected: '0: slack 1: edge unknown 500, edge delivered 200',
  },
  {
    name: '502, once',
    given: edgeOut(answer(502, {}, '<html>'), 1),
    expected: '0: slack 1: edge unknown 502, edge delivered 200',
  },
  {
    name: '503 with Retry-After, once',
    given: edgeOut(answer(503, { 'retry-after': '5' }), 1),
    expected: '0: slack 1: edge not_delivered 503, edge delivered 200',
  },
  {
    name: '503, again and again',
    given: edgeOut(answer(503)),
    expected:
      '0: issue 1: edge not_delivered 503, edge not_delivered 503, edge not_delivered 503, issue delivered 201',
  },
  {
    name: '504 after it was done: the function went on (150 s)',
    given: edgeLost(answer(504), 1),
    expected: '0: slack 1: edge unknown 504, edge delivered 200',
  },
  {
    name: '546, out of its limits, once',
    given: edgeOut(answer(546), 1),
    expected: '0: slack 1: edge unknown 546, edge delivered 200',
  },
  {
    name: 'connection reset before anything was done, once',
    given: edgeOut({ kind: 'reset' }, 1),
    expected: '0: slack 1: edge unknown -, edge delivered 200',
  },
  {
    name: 'connection reset after it was done, once',
    given: edgeLost({ kind: 'reset' }, 1),
    expected: '0: slack 1: edge unknown -, edge delivered 200',
  },
  {
    name: 'connection reset, again and again',
    given: edgeOut({ kind: 'reset' }),
    expected: '0: issue 1: edge unknown -, edge unknown -, edge unknown -, issue delivered 201',
  },
  {
    name: 'half an answer after it was done, once',
    given: edgeLost({ kind: 'truncate' }, 1),
    expected: '0: slack 1: edge unknown -, edge delivered 200',
  },
  {
    name: 'time-out before anything was done, once',
    given: edgeOut({ kind: 'silence' }, 1),
    expected: '0: slack 1: edge unknown -, edge delivered 200',
  },
  {
    name: 'time-out after it was done, once',
    given: edgeLost({ kind: 'silence' }, 1),
    expected: '0: slack 1: edge unknown -, edge delivered 200',
  },
  {
    name: '{ delivered: false }, once',
    given: edgeOut(answer(200, {}, { delivered: false }), 1),
    expected: '0: slack 1: edge not_delivered 200, edge delivered 200',
  },
  {
    name: '{ delivered: false }, again and again',
    given: ({ slack }) => slack.setReachable(false),
    expected:
      '0: issue 1: edge not_delivered 200, edge not_delivered 200, edge not_delivered 200, issue delivered 201',
  },
  {
    name: '200 with a page for people, once',
    given: edgeOut(answer(200, { 'content-type': 'text/html' }, '<html>hello</html>'), 1),
    expected: '0: slack 1: edge unknown 200, edge delivered 200',
  },
  {
    name: '200 with nothing, after it was done',
    given: edgeLost(answer(200, {}, ''), 1),
    expected: '0: slack 1: edge unknown -, edge delivered 200',
  },
  {
    name: '{ delivered: "yes" } is no answer',
    given: edgeOut(answer(200, {}, { delivered: 'yes' }), 1),
    expected: '0: slack 1: edge unknown 200, edge delivered 200',
  },
  {
    name: '401: another token',
    given: () => {},
    setup: () => ({ OPS_NOTIFY_TOKEN: 'another-token-0123456789' }),
    expected: '0: issue 1: edge not_delivered 401, issue delivered 201',
  },
  {
    name: '403',
    given: edgeOut(answer(403)),
    expected: '0: issue 1: edge not_delivered 403, issue delivered 201',
  },
  {
    name: '404: there is no such function',
    given: noEdge,
    expected: `0: issue 1: ${NO_EDGE}, issue delivered 201`,
  },
  {
    name: 'a redirect to another host',
    given: edgeOut(answer(302, { location: 'https://evil.example/' })),
    expected: '0: issue 1: edge unknown -, edge unknown -, edge unknown -, issue delivered 201',
  },
  {
    name: 'every answer is lost after it was done: told at both places rather than at none',
    given: edgeLost({ kind: 'reset' }),
    expected:
      '0: slack 1, issue 1: edge unknown -, edge unknown -, edge unknown -, issue delivered 201',
  },
];

const webhook = ({ slack }: NotifyWorld) => ({
  SUPABASE_URL: '',
  SLACK_WEBHOOK_URL: slack.webhookUrl,
});
const webhookOut =
  (fault: Fault, times = Number.POSITIVE_INFINITY) =>
  ({ slack }: NotifyWorld) =>
    slack.setOutage((request, count) => (isWebhook(request) && count <= times ? fault : undefined));

/** Slack's own webhook, which takes no key and answers no questions. */
const WEBHOOK: readonly NotifyCase[] = [
  {
    name: 'the function is down and there is a webhook',
    given: edgeOut(answer(503)),
    setup: ({ slack }) => ({ SLACK_WEBHOOK_URL: slack.webhookUrl }),
    expected:
      '0: slack 1: edge not_delivered 503, edge not_delivered 503, edge not_delivered 503, webhook delivered 200',
  },
  {
    name: 'webhook, 429 with Retry-After, once',
    given: webhookOut(answer(429, { 'retry-after': '1' }), 1),
    setup: webhook,
    expected: '0: slack 1: webhook not_delivered 429, webhook delivered 200',
  },
  {
    name: 'webhook, 403: it was taken away',
    given: webhookOut(answer(403, {}, 'invalid_token')),
    setup: webhook,
    expected: '0: issue 1: webhook not_delivered 403, issue delivered 201',
  },
  {
    name: 'webhook, 410: its channel is archived',
    given: webhookOut(answer(410, {}, 'channel_is_archived')),
    setup: webhook,
    expected: '0: issue 1: webhook not_delivered 410, issue delivered 201',
  },
  {
    name: 'webhook, 500 before anything was done: it is not sent again blindly',
    given: webhookOut(answer(500)),
    setup: webhook,
    expected: '0: issue 1: webhook unknown 500, issue delivered 201',
  },
];

/** The Issue, with the function down. */
const ISSUE: readonly NotifyCase[] = [
  {
    name: 'Issue, a token without scope: the second one takes over',
    given: (world) => {
      noEdge(world);
      permit(world.tracker, TOKENS.GITHUB_TOKEN, ['issues: read']);
    },
    expected: `0: issue 1: ${NO_EDGE}, issue delivered 201`,
  },
  {
    name: 'Issue, 401: the first token is none any more',
    given: (world) => {
      noEdge(world);
      world.tracker.project.tokens.delete(TOKENS.GITHUB_TOKEN);
    },
    expected: `0: issue 1: ${NO_EDGE}, issue delivered 201`,
  },
  {
    name: 'Issue, 403 secondary limit: the second token takes over (S2.7)',
    given: githubOut(
      withToken(TOKENS.GITHUB_TOKEN),
      answer(403, { 'retry-after': '60' }, SECONDARY),
    ),
    expected: `0: issue 1: ${NO_EDGE}, issue delivered 201`,
  },
  {
    name: 'Issue, 403 secondary limit in words alone, for both tokens, once',
    given: githubOut(isCreate, answer(403, {}, SECONDARY), 2),
    expected: `0: issue 1: ${NO_EDGE}, issue not_delivered 429, issue delivered 201`,
  },
  {
    name: 'Issue, 429 with Retry-After for both tokens, once',
    given: githubOut(isCreate, answer(429, { 'retry-after': '30' }), 2),
    expected: `0: issue 1: ${NO_EDGE}, issue not_delivered 429, issue delivered 201`,
  },
  {
    name: 'Issue, the limit is used up for an hour, for both tokens: ops-team is told (S2.8)',
    given: githubOut(isCreate, answer(403, USED_UP, { message: 'API rate limit exceeded' })),
    expected: `0: slack 1: ${NO_EDGE}, issue not_delivered 429, summary delivered 200`,
  },
  {
    name: 'Issue, no token may write: ops-team is told (S2.8)',
    given: (world) => {
      noEdge(world);
      permit(world.tracker, TOKENS.GITHUB_TOKEN, ['issues: read']);
      permit(world.tracker, TOKENS.FAILURE_ISSUE_TOKEN, ['issues: read']);
    },
    expected: `0: slack 1: ${NO_EDGE}, issue not_delivered 403, summary delivered 200`,
  },
  {
    name: 'Issue, 410: Issues are switched off (S2.8)',
    given: (world) => {
      noEdge(world);
      world.tracker.isEnabled = false;
    },
    expected: `0: slack 1: ${NO_EDGE}, issue not_delivered 410, summary delivered 200`,
  },
  {
    name: 'Issue, 422 (S2.8)',
    given: githubOut(isCreate, answer(422, {}, { message: 'Validation Failed' })),
    expected: `0: slack 1: ${NO_EDGE}, issue not_delivered 422, summary delivered 200`,
  },
  {
    name: 'Issue, 502 before anything was done, once: looked for, and opened then',
    given: githubOut(isCreate, answer(502), 1),
    expected: `0: issue 1: ${NO_EDGE}, issue unknown -, issue not_delivered -, issue delivered 201`,
  },
  {
    name: 'Issue, 502 after it was opened: found',
    given: githubLost(isCreate, answer(502)),
    expected: `0: issue 1: ${NO_EDGE}, issue unknown -, issue delivered 200`,
  },
  {
    name: 'Issue, connection reset after it was opened: found',
    given: githubLost(isCreate, { kind: 'reset' }),
    expected: `0: issue 1: ${NO_EDGE}, issue unknown -, issue delivered 200`,
  },
  {
    name: 'Issue, time-out after it was opened: found',
    given: githubLost(isCreate, { kind: 'silence' }),
    expected: `0: issue 1: ${NO_EDGE}, issue unknown -, issue delivered 200`,
  },
  {
    name: 'Issue, the list cannot be read, once: nothing is opened unseen',
    given: githubOut(isList, answer(502), 1),
    expected: `0: issue 1: ${NO_EDGE}, issue not_delivered -, issue delivered 201`,
  },
  {
    name: 'Issue, the list can never be read: ops-team is told',
    given: githubOut(isList, answer(502)),
    expected: `0: slack 1: ${NO_EDGE}, issue not_delivered -, issue not_delivered -, issue not_delivered -, summary delivered 200`,
  },
  {
    name: 'Issue, labels are dropped without a word: noticed',
    given: (world) => {
      noEdge(world);
      world.tracker.labelless.add(USERS.workflow);
    },
    expected: `0: issue 1: ${NO_EDGE}, issue delivered 201`,
  },
];

function permit(
  { project }: FakeIssueTracker,
  token: string,
  permissions: readonly 'issues: read'[],
): void {
  const known = project.tokens.get(token);
  if (known) project.tokens.set(token, { ...known, permissions: new Set(permissions) });
}

const nobody = (world: NotifyWorld) => {
  world.slack.setOutage((request) => (isFunction(request) ? answer(503) : undefined));
  world.github.setOutage(() => answer(503));
};
const EDGE_503 = 'edge not_delivered 503, edge not_delivered 503, edge not_delivered 503';
const SUMMARY_503 =
  'summary not_delivered 503, summary not_delivered 503, summary not_delivered 503';

/** What keeps an alert when nobody can be told. */
const LAST: readonly NotifyCase[] = [
  {
    name: 'everything is down: the spool file keeps it, and says so with exit code 3',
    given: nobody,
    expected: `3: spool 1: ${EDGE_503}, issue not_delivered -, issue not_delivered -, issue not_delivered -, ${SUMMARY_503}, spool delivered -`,
  },
  {
    name: 'everything is down, and there is a summary page: it shows the alert too',
    given: nobody,
    setup: ({ folder }) => ({ GITHUB_STEP_SUMMARY: `${folder}/summary.md` }),
    expected: `3: spool 1: ${EDGE_503}, issue not_delivered -, issue not_delivered -, issue not_delivered -, ${SUMMARY_503}, step-summary delivered -, spool delivered -`,
  },
  {
    name: 'nothing is set up',
    given: () => {},
    setup: () => ({ SUPABASE_URL: '', GITHUB_TOKEN: '', FAILURE_ISSUE_TOKEN: '' }),
    expected: '3: spool 1: spool delivered -',
  },
  {
    name: 'nobody listens at the address of the functions',
    given: () => {},
    setup: () => ({ SUPABASE_URL: 'http://127.0.0.1:9' }),
    expected:
      '0: issue 1: edge not_delivered -, edge not_delivered -, edge not_delivered -, issue delivered 201',
  },
];

/** Every single fault; what is told and fails in the course of several runs is in notify-stories.ts. */
export const NOTIFY_CASES: readonly NotifyCase[] = [...EDGE, ...WEBHOOK, ...ISSUE, ...LAST];
export { isComment, isCreate, isNotify, noEdge };
