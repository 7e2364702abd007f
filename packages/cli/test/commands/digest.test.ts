import { afterEach, beforeEach, expect, test } from 'vitest';
import { type NotifyWorld, startNotifyWorld } from '../notify-world.ts';

let world: NotifyWorld;
beforeEach(async () => {
  world = await startNotifyWorld();
});
afterEach(async () => {
  expect(world.slack.violations).toEqual([]);
  await world.close();
});

const OF = ['--repository', 'acme/widgets'] as const;
const digest = (...argv: string[]) => world.fixture.run('digest', ...OF, ...argv);
const told = async (reason: string) => {
  await world.fixture.manifest({ status: 'failure', failure_reason: reason });
  await world.notify();
  world.pass(5_000);
};

test('S4.6: ops-slack-summary is sent the failures that are open', async () => {
  await told('subject_mismatch');
  const { code, stdout } = await digest();
  expect(code).toBe(0);
  expect(stdout).toBe(
    'critical  subject_mismatch  acme/widgets v1.2.3  1 alert since 2026-01-31T12:00:00.000Z, Issue 1, not acknowledged\n  summary: delivered, status 200, 0 ms: Slack has the message\n',
  );
  const sent = world.slack.messages.at(-1);
  expect(sent).toMatchObject({
    channel: 'ops-team',
    of: { purpose: 'digest', tags: ['ops-team'] },
  });
  expect(JSON.stringify(sent)).toContain('subject_mismatch');
});

test('what is over is left out, and with nothing open the digest says so', async () => {
  await told('artifact_missing');
  await world.fixture.manifest({ status: 'success', run_attempt: 2 });
  await world.notify();
  const { code, stdout } = await digest();
  expect([code, stdout.split('\n')[0]]).toEqual([0, 'no open failures']);
  expect(JSON.stringify(world.slack.messages.at(-1))).toContain('no open failures');
});

test('each try is an event, of no release', async () => {
  await told('artifact_missing');
  world.slack.setOutage((_, count) => (count === 1 ? { kind: 'answer', status: 503 } : undefined));
  expect((await digest()).code).toBe(0);
  const tries = (await world.events()).filter(({ purpose }) => purpose === 'digest');
  expect(tries.map(({ try: number, outcome, tag }) => [number, outcome, tag])).toEqual([
    [1, 'unknown', null],
    [1, 'not_delivered', null],
    [2, 'unknown', null],
    [2, 'delivered', null],
  ]);
});

test('a digest is no alert: it changes nothing for the next telling', async () => {
  await told('artifact_missing');
  await digest();
  await world.notify();
  expect(world.slack.messages).toHaveLength(2);
});

test('--plan shows it and sends nothing, as text or JSON', async () => {
  await told('artifact_missing');
  const before = world.slack.requests.length;
  expect((await digest('--plan')).stdout).toContain('warning  artifact_missing');
  const { stdout } = await digest('--plan', '--format', 'json');
  expect(JSON.parse(stdout)).toMatchObject({
    version: 1,
    groups: [{ failure_reason: 'artifact_missing', count: 1 }],
    message: { blocks: expect.any(Array) },
  });
  expect(world.slack.requests).toHaveLength(before);
});

test('one that cannot be sent is exit code 3, and says why', async () => {
  const nothing = await world.run({ SUPABASE_URL: '' }, 'digest', ...OF);
  expect(nothing).toMatchObject({ code: 3, stderr: expect.stringContaining('SUPABASE_URL') });
  world.slack.setOutage(() => ({ kind: 'answer', status: 401 }));
  const refused = await digest('--format', 'json');
  expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining('nobody took it') });
  expect(JSON.parse(refused.stdout)).toMatchObject({
    report: { because: 'exhausted', receipts: [{ rung: 'summary', status: 401 }] },
  });
});

test('Slack’s webhook takes it where there are no functions', async () => {
  const env = { SUPABASE_URL: '', SLACK_WEBHOOK_URL: world.slack.webhookUrl };
  expect((await world.run(env, 'digest', ...OF)).code).toBe(0);
  expect(world.slack.messages).toMatchObject([{ by: 'webhook' }]);
});

test.each([
  [['digest'], '--repository is missing'],
  [['digest', '--repository', 'x'], 'x is no repository'],
  [['digest', ...OF, 'more'], 'one argument too many'],
])('%j is a usage error', async (argv, problem) => {
  expect(await world.fixture.run(...argv)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(problem),
  });
});

test('--events names another log', async () => {
  await told('artifact_missing');
  expect((await digest('--events', 'other.ndjson')).stdout).toContain('no open failures');
});
