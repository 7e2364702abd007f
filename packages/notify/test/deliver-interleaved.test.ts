import { createHash } from 'node:crypto';
import type { OctokitClient } from '@provkit/http/octokit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createGithubIssue } from '../src/adapters/github-issue/github-issue.ts';
import type { Alert } from '../src/alert.ts';
import type { Channel, Outcome } from '../src/channel.ts';
import { type DeliverPorts, deliver, resolve } from '../src/deliver.ts';
import { createMemoryLog, type NotifyLog } from '../src/notify-log.ts';
import { defineNotifyPolicy } from '../src/notify-policy.ts';
import type { Rung } from '../src/record.ts';
import { alertOf, CONTEXT, iso, START } from './alerts.ts';

/** Calls something of the world outside. A model decides when it happens, and whether the answer comes. */
type Outside = <T>(what: string, act: () => T) => Promise<T>;

interface Issue {
  readonly number: number;
  body: string;
  state: string;
  state_reason: string | null;
  closed_at: string | null;
}

/** Slack and GitHub as they are seen: what was shown, whoever showed it. */
function createOutside() {
  const issues: Issue[] = [];
  const comments: { readonly issue: number; readonly body: string }[] = [];
  const slack = new Map<string, number>();
  const user = { id: 41_898_282, login: 'github-actions[bot]' };
  const shown = (issue: Issue) => ({
    ...issue,
    user,
    labels: [{ name: 'ops-alert' }, { name: 'provenance-failure' }],
    html_url: `https://github.com/acme/widgets/issues/${issue.number}`,
  });
  const answer = (route: string, parameters: Readonly<Record<string, unknown>>): unknown => {
    const number = parameters.issue_number;
    const issue = issues.find((one) => one.number === number);
    const body = String(parameters.body ?? '');
    if (route === 'GET /user') return user;
    if (route.endsWith('/comments') && route.startsWith('GET ')) {
      return comments.filter((one) => one.issue === number).map((one) => ({ ...one, user }));
    }
    if (route.endsWith('/comments')) return comments.push({ issue: Number(number), body });
    if (route.endsWith('/issues') && route.startsWith('GET ')) {
      return issues.filter(({ state }) => state === parameters.state).map(shown);
    }
    if (route.endsWith('/issues')) {
      const opened = { state: 'open', state_reason: null, closed_at: null };
      issues.push({ number: issues.length + 1, body, ...opened });
      return shown(issues.at(-1) as Issue); // it was just put there
    }
    if (!issue) throw new Error('no such Issue');
    if (route.startsWith('PATCH ')) {
      const { state = issue.state, state_reason = null, body: text = issue.body } = parameters;
      const closed_at = state === 'closed' ? iso(START) : null;
      Object.assign(issue, { state, state_reason, body: text, closed_at });
    }
    return shown(issue);
  };
  const edge = (key: string): Outcome => {
    slack.set(key, 1); // it shows a key once
    return { outcome: 'delivered', status: 200, detail: 'ok' };
  };
  const webhook = (text: string): Outcome => {
    const key = createHash('sha256').update(text).digest('hex');
    slack.set(key, (slack.get(key) ?? 0) + 1);
    return { outcome: 'delivered', status: 200, detail: 'ok' };
  };
  return { issues, comments, slack, answer, edge, webhook };
}

type World = ReturnType<typeof createOutside>;

/** A notifier whose every step outside goes through the model. */
function notifier(world: World, log: NotifyLog, outside: Outside, rungs: readonly Rung[]) {
  const clock = {
    now: () => START,
    sleep: (_: number, signal?: AbortSignal) =>
      signal ? Promise.withResolvers<void>().promise : Promise.resolve(),
  };
  const octokit: OctokitClient = {
    request: (route, parameters = {}) =>
      outside(route, () => ({ status: 200, headers: {}, data: world.answer(route, parameters) })),
  };
  const say: Channel['deliver'] = ({ idempotencyKey }) =>
    outside('edge', () => world.edge(idempotencyKey));
  const channels: readonly Channel[] = [
    { rung: 'edge', deliver: say, look: say },
    {
      rung: 'webhook',
      deliver: ({ message }) => outside('webhook', () => world.webhook(JSON.stringify(message))),
    },
    createGithubIssue({
      owner: 'acme',
      repo: 'widgets',
      clock,
      writeIntervalMs: 0,
      identities: [{ octokit, name: 'GITHUB_TOKEN' }],
    }),
  ];
  const ports: DeliverPorts = {
    ladder: channels.filter(({ rung }) => rungs.includes(rung)),
    log: {
      read: (fingerprint) => outside('read', () => log.read(fingerprint)).then((all) => all),
      append: (record) => outside('append', () => log.append(record)).then(() => {}),
    },
    clock,
    random: () => 0,
    context: CONTEXT,
    policy: defineNotifyPolicy({ maxTries: 2 }),
  };
  return ports;
}

const SECURITY = alertOf({ failure_reason: 'subject_mismatch' });
const open = ({ issues }: World) => issues.filter(({ state }) => state === 'open');
const LADDERS: readonly (readonly Rung[])[] = [['edge', 'issue'], ['issue'], ['edge']];

describe('two notifiers of one attempt, at any interleaving (S2.9)', () => {
  test.each([
    ['one log', true],
    ['a log each', false],
  ])('over %s end with one Issue, one message and no comment', async (_, isShared) => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.constantFrom(...LADDERS), async (scheduler, rungs) => {
        const world = createOutside();
        const outside: Outside = async (what, act) => {
          await scheduler.schedule(Promise.resolve(), what);
          const done = act();
          await scheduler.schedule(Promise.resolve(), `${what} answers`);
          return done;
        };
        const log = createMemoryLog();
        const logs = [log, isShared ? log : createMemoryLog()];
        const both = logs.map((one) => deliver(SECURITY, notifier(world, one, outside, rungs)));
        const reports = await scheduler.waitFor(Promise.all(both));
        expect(reports.map(({ because }) => because)).toEqual(['delivered', 'delivered']);
        expect({
          issues: open(world).length,
          messages: [...world.slack.values()],
          comments: world.comments.length,
        }).toEqual({
          issues: rungs.includes('issue') ? 1 : 0,
          messages: rungs.includes('edge') ? [1] : [],
          comments: 0,
        });
      }),
      { numRuns: 150 },
    );
  });
});

describe('a notifier that dies at any step, and is continued', () => {
  /** Runs until a step, and dies before it is done or before its answer comes. */
  async function dieAt(step: number, isDone: boolean, run: (outside: Outside) => Promise<unknown>) {
    let count = 0;
    const died = Promise.withResolvers<'died'>();
    const outside: Outside = async (_, act) => {
      count += 1;
      if (count < step) return act();
      if (count === step && isDone) await act();
      died.resolve('died');
      return Promise.withResolvers<never>().promise;
    };
    return Promise.race([run(outside).then(() => 'ended' as const), died.promise]);
  }
  const alive: Outside = async (_, act) => act();

  async function everyStep(
    rungs: readonly Rung[],
    first: (ports: DeliverPorts) => Promise<unknown>,
    check: (world: World, at: string) => void,
    before: (ports: DeliverPorts) => Promise<unknown> = async () => {},
  ): Promise<number> {
    for (let step = 1; ; step += 1) {
      for (const isDone of [false, true]) {
        const world = createOutside();
        const log = createMemoryLog();
        await before(notifier(world, log, alive, rungs));
        const run = (outside: Outside) => first(notifier(world, log, outside, rungs));
        const ended = await dieAt(step, isDone, run);
        await first(notifier(world, log, alive, rungs));
        check(world, `step ${step}, ${isDone ? 'done' : 'not done'}`);
        if (ended === 'ended') return step - 1;
      }
    }
  }

  test.each(LADDERS.map((rungs) => [rungs]))('tells once, by %j', async (rungs) => {
    const steps = await everyStep(
      rungs,
      (ports) => deliver(SECURITY, ports),
      (world, at) =>
        expect([at, open(world).length, world.issues.length, [...world.slack.values()]]).toEqual([
          at,
          rungs.includes('issue') ? 1 : 0,
          rungs.includes('issue') ? 1 : 0,
          rungs.includes('edge') ? [1] : [],
        ]),
    );
    expect(steps).toBeGreaterThan(5);
  });

  test('by Slack’s webhook tells once or, where it broke off, by an Issue besides', async () => {
    await everyStep(
      ['webhook', 'issue'],
      (ports) => deliver(alertOf(), ports),
      (world, at) => {
        const messages = [...world.slack.values()].reduce((sum, one) => sum + one, 0);
        expect([at, messages <= 1, open(world).length <= 1]).toEqual([at, true, true]);
        expect([at, messages + open(world).length > 0]).toEqual([at, true]);
      },
    );
  });

  test('comments once on an Issue that there is', async () => {
    const again: Alert = alertOf({ failure_reason: 'subject_mismatch', run_attempt: 2 });
    const policy = defineNotifyPolicy({ maxTries: 2, updateIntervalMs: 0 });
    await everyStep(
      ['edge', 'issue'],
      (ports) => deliver(again, { ...ports, policy }),
      (world, at) => expect([at, world.comments.length, world.issues.length]).toEqual([at, 1, 1]),
      (ports) => deliver(SECURITY, ports),
    );
  });

  test('says once that it is over, and closes the Issue', async () => {
    const resolution = { outcome: 'recovered', at: iso(START), tag: 'v1.2.3' } as const;
    await everyStep(
      ['edge', 'issue'],
      (ports) => resolve(SECURITY, resolution, ports),
      (world, at) =>
        expect([at, world.comments.length, open(world).length, [...world.slack.values()]]).toEqual([
          at,
          1,
          0,
          [1, 1],
        ]),
      (ports) => deliver(SECURITY, ports),
    );
  });
});
