import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type NotifyWorld, startNotifyWorld } from '../notify-world.ts';

let world: NotifyWorld;
beforeEach(async () => {
  world = await startNotifyWorld();
});
afterEach(async () => {
  expect([world.github.violations, world.slack.violations]).toEqual([[], []]);
  await world.close();
});

const failure = (changes: Record<string, unknown> = {}) =>
  world.fixture.manifest({ status: 'failure', failure_reason: 'artifact_missing', ...changes });

describe('provkit notify, with what cannot be used', () => {
  test.each([
    [['notify'], 'either --from FILE or --replay'],
    [['notify', '--from', 'x', '--replay'], 'either --from FILE or --replay'],
    [['notify', '--replay', '--plan'], '--replay goes with neither'],
    [['notify', '--from', 'x', '--plan', '--write'], '--plan sends nothing'],
    [['notify', '--from', 'manifest.json'], '--tag is missing'],
    [['notify', '--from', 'gone.json'], 'gone.json cannot be read'],
    [['notify', '--from', 'w.json'], 'w.json'],
    [['notify', '--from', 'list.json'], 'neither a manifest nor a report'],
    [['notify', '--from', 'manifest.json', '--repository', 'x'], '--repository must be'],
    [['notify', '--from', 'manifest.json', '--tag', 'v9'], 'no entry of v9'],
    [['notify', '--from', 'manifest.json', 'more'], 'one argument too many'],
  ])('%j is a usage error', async (argv, problem) => {
    await world.fixture.write('w.json', '{"a":');
    await world.fixture.write('list.json', '[]');
    expect(await world.fixture.run(...argv)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(problem),
    });
  });

  test('a pending entry is nothing to tell of', async () => {
    await world.fixture.manifest();
    expect(await world.notify()).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is pending and has no failure_reason'),
    });
  });

  test.each([
    ['SUPABASE_URL', 'nonsense', 'SUPABASE_URL is no URL'],
    ['SUPABASE_URL', 'ftp://example.com', 'a way to tell people is left out'],
    ['SLACK_WEBHOOK_URL', 'nonsense', 'SLACK_WEBHOOK_URL is no URL'],
    ['GITHUB_API_URL', 'nonsense', 'GITHUB_API_URL is no URL'],
  ])(
    '%s=%s leaves that way out, says so, and people are told by another',
    async (name, value, said) => {
      await failure({ failure_reason: 'subject_mismatch' });
      const argv = ['notify', '--from', 'manifest.json', '--tag', 'v1.2.3'];
      const { code, stderr } = await world.run({ [name]: value }, ...argv);
      expect([code, stderr]).toEqual([0, expect.stringContaining(said)]);
      expect(world.slack.messages.length + world.tracker.issues.length).toBeGreaterThan(0);
    },
  );

  test('T18: of a secret that is too short to be looked for, the name is said', async () => {
    await failure({ failure_reason: 'subject_mismatch' });
    const argv = ['notify', '--from', 'manifest.json', '--tag', 'v1.2.3'];
    const { code, stderr } = await world.run({ DEPLOY_TOKEN: 'abc' }, ...argv);
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining('the value of DEPLOY_TOKEN is not'),
    ]);
    expect(stderr).not.toContain('abc');
  });

  test('a spool file that somebody spoilt is a usage error, and stays as it is', async () => {
    const message = {
      purpose: 'alert',
      alert: { alert_id: 'a', fingerprint: 'b', severity: 'info' },
    };
    const line = `${JSON.stringify({ version: 1, at: 'now', message })}\n`;
    await world.fixture.write('notify-spool.ndjson', line);
    expect(await world.fixture.run('notify', '--replay')).toMatchObject({ code: 2 });
    const facts = { repository: 'x', tag: 'v1', run_id: '1', run_attempt: 1, failure_reason: 'a' };
    const alert = { ...message.alert, ...facts };
    const other = JSON.stringify({ version: 1, at: 'now', message: { purpose: 'alert', alert } });
    await world.fixture.write('notify-spool.ndjson', `${other}\n`);
    expect(await world.fixture.run('notify', '--replay')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('alert#/repository'),
    });
    expect(await world.fixture.read('notify-spool.ndjson')).toBe(`${other}\n`);
  });

  test('a template that cannot be used is said, and provkit’s own takes its place', async () => {
    await world.fixture.folderAt('.github');
    await world.fixture.folderAt('.github/ISSUE_TEMPLATE');
    await world.fixture.write('.github/ISSUE_TEMPLATE/provenance-fixture.md', 'nothing of it');
    await failure({ failure_reason: 'subject_mismatch' });
    const { code, stderr } = await world.notify();
    expect([code, world.tracker.issues.length]).toEqual([0, 1]);
    expect(stderr).toContain('cannot be used: ');
  });

  test('a log of events that cannot be written keeps nobody from being told', async () => {
    await world.fixture.folderAt('events.ndjson');
    const { code, stderr } = await world.notify();
    expect([code, world.slack.messages.length]).toEqual([0, 1]);
    expect(stderr).toContain('what is done is not recorded');
  });
});
