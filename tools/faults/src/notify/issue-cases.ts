import type { FakeIssueTracker } from '@provkit/testkit/github';
import {
  answer,
  githubLost,
  githubOut,
  isCreate,
  isFunction,
  isList,
  NO_EDGE,
  type NotifyCase,
  noEdge,
  withToken,
} from './notify-faults.ts';
import { type NotifyWorld, TOKENS, USERS } from './notify-world.ts';

const SECONDARY = { message: 'You have exceeded a secondary rate limit' };
const USED_UP = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1769939000' };

/** The Issue, with the function down. */
export const ISSUE_CASES: readonly NotifyCase[] = [
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
export const LAST_CASES: readonly NotifyCase[] = [
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
