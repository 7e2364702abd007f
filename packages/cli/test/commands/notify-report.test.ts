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
const REPORT = {
  version: 1,
  verdict: 'fail',
  failureReason: 'subject_mismatch',
  problem: null,
  entry: { tag: 'v1.2.3', run_id: '42', run_attempt: 1 },
  breaches: [{ message: 'the file is another one' }],
};
const report = (changes: object = {}) =>
  world.fixture.write('report.json', JSON.stringify({ ...REPORT, ...changes }));

describe('provkit notify, of a report', () => {
  test('tells what the validator found, in the repository of the job', async () => {
    await report();
    const repository = { GITHUB_REPOSITORY: 'acme/widgets' };
    const { code } = await world.run(repository, 'notify', '--from', 'report.json');
    expect(code).toBe(0);
    expect(JSON.stringify(world.slack.messages)).toContain('the file is another one');
    expect(world.tracker.issues[0]?.body).toContain('`subject_mismatch`, class security');
  });

  test('is what validate writes', async () => {
    await world.fixture.manifest({ artifact_url: 'gone.tgz' });
    const { stdout } = await world.fixture.run(
      ...['validate', '--manifest', 'manifest.json', '--tag', 'v1.2.3', '--allow-file'],
      ...['--trusted-root', 'root.json', '--offline', '--format', 'json'],
    );
    await world.fixture.write('report.json', stdout);
    const argv = ['notify', '--from', 'report.json', '--manifest', 'manifest.json', '--write'];
    expect(await world.fixture.run(...argv)).toMatchObject({ code: 0 });
    expect(world.slack.messages).toMatchObject([{ of: { failure_reason: 'artifact_missing' } }]);
    expect(await world.entry()).toMatchObject({ notify_slack: true });
  });

  test('of another attempt than the entry is refused, before anybody is told', async () => {
    await report({ entry: { ...REPORT.entry, run_attempt: 2 } });
    const argv = ['notify', '--from', 'report.json', '--manifest', 'manifest.json'];
    expect(await world.fixture.run(...argv)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('the report is of attempt 2, and the entry of attempt 1'),
    });
    expect(world.slack.requests).toEqual([]);
  });

  test.each([
    ['no verdict', { verdict: 'maybe' }, 'has no verdict'],
    ['a reason that is not known', { failureReason: 'bad_luck' }, 'has no failure reason'],
    ['no release', { entry: null }, 'names no release'],
    ['a run that is none', { entry: { ...REPORT.entry, run_id: 'x' } }, 'run_id'],
  ])('with %s is refused', async (_, changes, problem) => {
    await report(changes);
    const argv = ['notify', '--from', 'report.json', '--repository', 'acme/widgets'];
    expect(await world.fixture.run(...argv)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(problem),
    });
    expect(world.slack.requests).toEqual([]);
  });
});

describe('provkit notify, of a release that passed by now', () => {
  test('ends what is open: another message, the Issue closed with the evidence', async () => {
    await failure({ failure_reason: 'subject_mismatch' });
    await world.notify();
    world.pass(5_000);
    await world.fixture.manifest({ status: 'success', run_attempt: 2, issue_number: 1 });
    expect(await world.notify()).toMatchObject({ code: 0 });
    expect(world.slack.messages).toMatchObject([{}, { of: { purpose: 'resolve' } }]);
    expect(world.tracker.issues).toMatchObject([{ state: 'closed', stateReason: 'completed' }]);
    expect((await world.events()).map(({ type }) => type)).toContain('issue.closed');
  });

  test('by a report that passed, too', async () => {
    await world.notify();
    world.pass(5_000);
    const entry = { ...REPORT.entry, run_attempt: 2 };
    await report({ verdict: 'pass', failureReason: null, entry });
    const argv = ['notify', '--from', 'report.json', '--repository', 'acme/widgets'];
    expect(await world.fixture.run(...argv)).toMatchObject({ code: 0 });
    expect(world.slack.messages).toMatchObject([{}, { of: { purpose: 'resolve' } }]);
  });

  test('says so where nothing is open, and of an Issue that the log knows nothing of', async () => {
    await world.fixture.manifest({ status: 'success', issue_number: 7 });
    const { code, stdout, stderr } = await world.notify();
    expect([code, stdout]).toEqual([0, 'nothing is open: nobody is told\n']);
    expect(stderr).toContain('the manifest has Issue 7');
  });
});
