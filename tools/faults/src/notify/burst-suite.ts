import { Octokit } from '@octokit/core';
import { createFetch, createHttpClient, createRedactor } from '@provkit/http';
import { createNodeTransport } from '@provkit/http/node';
import {
  type Alert,
  createMemoryLog,
  type DeliveryReport,
  deliverAll,
  raiseAlert,
} from '@provkit/notify';
import { createGithubIssue } from '@provkit/notify/github-issue';
import { createEdgeFunction } from '@provkit/notify/supabase-function';
import {
  CONTENT_LIMITS,
  createFakeProject,
  createIssueTracker,
  type FakeIssueTracker,
  issueRoutes,
  startGithub,
} from '@provkit/testkit/github';
import { type SlackServer, startSlack } from '@provkit/testkit/slack';
import { createClient } from '@supabase/supabase-js';
import type { FaultCase, Suite } from '../suite.ts';
import { createIdleClock, type IdleClock } from './idle-clock.ts';
import { answer } from './notify-faults.ts';
import { TOKENS, USERS } from './notify-world.ts';

const ALERTS = 10_000;
const FAILURES = 200;
const START = Date.parse('2026-02-01T09:00:00.000Z');

/** A burst: 10,000 alerts of 200 failures, within the limits of GitHub and Slack, on a simulated clock. */
export function burstSuite(): Suite {
  return {
    name: 'burst',
    open: async () => ({ cases: CASES, close: async () => {} }),
  };
}

const CASES: readonly FaultCase[] = [
  {
    name: `${ALERTS} alerts of ${FAILURES} failures, Slack is down: an Issue for each failure`,
    expected: '10000 ended, 0 failures untold, 0 told twice, no limit broken',
    run: () => burst('signature_invalid', { isSlackDown: true }),
  },
  {
    name: `${ALERTS} alerts of ${FAILURES} failures, Slack takes one a second: an Issue for what finds no place there`,
    expected: '10000 ended, 0 failures untold, 0 told twice, no limit broken',
    run: () => burst('artifact_missing', { isSlackDown: false }),
  },
];

async function burst(
  reason: string,
  { isSlackDown }: { readonly isSlackDown: boolean },
): Promise<string> {
  const clock = createIdleClock(START);
  const project = createFakeProject({ now: clock.now });
  const login = 'github-actions[bot]';
  project.users.set(USERS.workflow, { id: USERS.workflow, login, type: 'Bot' });
  const permissions = new Set(['issues: write'] as const);
  project.tokens.set(TOKENS.GITHUB_TOKEN, { userId: USERS.workflow, permissions });
  const tracker = createIssueTracker(project);
  const routes = (urls: { readonly apiUrl: string }) => issueRoutes(tracker, urls);
  const github = await startGithub({ routes, isUnchecked: true }); // one of each is checked elsewhere
  const slack = await startSlack({ now: clock.now, token: TOKENS.OPS_NOTIFY_TOKEN });
  if (isSlackDown) slack.setOutage(() => answer(403));
  const transport = createNodeTransport();
  try {
    const fetch = fetchOf(clock, transport);
    const ladder = ladderOf({ clock, fetch, apiUrl: github.apiUrl, slack });
    const log = createMemoryLog();
    const context = { redactor: createRedactor(TOKENS) };
    const ports = { ladder, log, clock, random: () => 0.5, context };
    const reports = await clock.run(deliverAll(alerts(reason), ports));
    const broken = [...brokenLimits(tracker), ...github.violations, ...slack.violations];
    return said(reports, tracker, slack, broken);
  } finally {
    transport.close();
    await Promise.all([github.close(), slack.close()]);
  }
}

function fetchOf(clock: IdleClock, transport: ReturnType<typeof createNodeTransport>) {
  const policy = { hosts: [], loopbackUnsafe: true };
  // its own deadlines are real ones: on the simulated clock they would come as soon as nobody else had anything to do
  const real = { now: clock.now, sleep: () => new Promise<void>(() => {}) };
  const http = createHttpClient({ policy, transport, clock: real, random: () => 0.5 });
  const send = createFetch(http);
  return (...request: Parameters<typeof send>) => clock.busy(() => send(...request));
}

function ladderOf({
  clock,
  fetch,
  apiUrl,
  slack,
}: {
  readonly clock: IdleClock;
  readonly fetch: ReturnType<typeof fetchOf>;
  readonly apiUrl: string;
  readonly slack: SlackServer;
}) {
  const auth = { persistSession: false, autoRefreshToken: false };
  const token = TOKENS.OPS_NOTIFY_TOKEN;
  const { functions } = createClient(slack.supabaseUrl, token, { global: { fetch }, auth });
  const octokit = new Octokit({
    auth: TOKENS.GITHUB_TOKEN,
    baseUrl: apiUrl,
    request: { fetch },
  });
  const identity = { name: 'GITHUB_TOKEN', octokit };
  return [
    createEdgeFunction({ functions, token, clock }),
    createGithubIssue({ owner: 'acme', repo: 'widgets', identities: [identity], clock }),
  ];
}

/** In the order in which they come: all failures once, then all again in the next run, and so on. */
function alerts(reason: string): readonly Alert[] {
  return Array.from({ length: ALERTS }, (_, index) =>
    raiseAlert({
      failure_reason: reason,
      severity: 'warning',
      repository: 'https://github.com/acme/widgets',
      tag: `v1.0.${index % FAILURES}`,
      run_id: String(1000 + Math.floor(index / FAILURES)),
      run_attempt: 1,
    }),
  );
}

/** Refused requests do not count at GitHub; that there were none is what is asked here. */
function brokenLimits({ writes }: FakeIssueTracker): readonly string[] {
  const made = writes.get(USERS.workflow) ?? [];
  return CONTENT_LIMITS.flatMap(({ most, withinMs }) => {
    const counts = made.map((at) => made.filter((one) => one <= at && at - one < withinMs).length);
    const worst = Math.max(0, ...counts);
    return worst > most ? [`${worst} writes within ${withinMs / 1000} s`] : [];
  });
}

function said(
  reports: readonly DeliveryReport[],
  { issues, project }: FakeIssueTracker,
  { messages, requests }: SlackServer,
  broken: readonly string[],
): string {
  const ended = reports.filter(({ because }) => because === 'delivered' || because === 'repeated');
  const places = [...issues.map(({ title }) => title), ...messages.map(({ of }) => String(of.tag))];
  const counts = Array.from(
    { length: FAILURES },
    (_, index) => places.filter((place) => tagsIn(place).includes(`v1.0.${index}`)).length,
  );
  const limits = broken.length === 0 ? 'no limit broken' : broken.slice(0, 3).join('; ');
  const minutes = Math.round((project.now() - START) / 60_000);
  console.log(
    `     burst: ${issues.length} Issues, ${messages.length} messages, ${requests.length} requests to the function, ${minutes} simulated minutes`,
  );
  return [
    `${ended.length} ended`,
    `${counts.filter((count) => count === 0).length} failures untold`,
    `${counts.filter((count) => count > 1).length} told twice`,
    limits,
  ].join(', ');
}

function tagsIn(text: string): readonly string[] {
  return text.match(/v1\.0\.\d+/g) ?? [];
}
