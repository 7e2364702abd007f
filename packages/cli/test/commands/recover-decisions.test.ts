import { comment } from '@provkit/testkit/github';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ALONE, openRecoverWorld, RELEASE, type RecoverWorld } from '../recover-world.ts';

let world: RecoverWorld;
beforeEach(async () => {
  world = await openRecoverWorld();
});
afterEach(async () => {
  expect(await world.close()).toEqual([]);
});

describe('what people alone decide (spec 2.4, T4)', () => {
  const DISMISS = ['--dismiss', '--reason', 'withdrawn', '--issue', '17'];
  const digestIn = ({ stderr }: { readonly stderr: string }) =>
    /\/approve ([0-9a-f]{64})/.exec(stderr)?.[1] ?? 'none';
  beforeEach(async () => {
    const failure_reason = 'subject_mismatch';
    await world.fixture.manifest({ run_id: '9000', status: 'failure', failure_reason });
    expect((await world.recover(...ALONE)).code).toBe(1);
  });

  test('--dismiss asks, and closes it once somebody else of the team approved', async () => {
    const asked = await world.recover(...DISMISS);
    const digest = digestIn(asked);
    expect(asked).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('to dismiss it somebody else must approve'),
      stdout: expect.stringContaining(`asked: dismiss, /approve ${digest} (until `),
    });
    comment(world.project, { issue: 17, userId: 4, body: `/approve ${digest}` });
    expect((await world.recover('--resume', '--issue', '17')).code).toBe(1);
    comment(world.project, { issue: 17, userId: 3, body: `/approve ${digest}` });
    const { code, stdout, stderr } = await world.recover('--resume', '--issue', '17');
    expect(stdout).toContain('dismissed (over)');
    expect(stderr).toContain('close its Issue');
    expect(stderr).not.toContain('provkit notify');
    expect(code).toBe(0);
    expect(await world.entry()).toMatchObject({
      status: 'blocked',
      notes: expect.stringMatching(/^withdrawn \(3, https:/),
    });
    expect((await world.events()).slice(-2)).toEqual(['recovery.transitioned', 'recovery.closed']);
    const last = (await world.fixture.read('events.ndjson')).trim().split('\n').at(-1) ?? '';
    expect(JSON.parse(last)).toMatchObject({
      outcome: 'dismissed',
      actor: { kind: 'human', id: '3' },
    });
    // for good: what failed then is no new failure, whatever the log has of it
    world.advance(60_000);
    const again = await world.recover(...ALONE);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('dismissed (over)') });
    expect(world.run.attempts).toHaveLength(1);
    expect(await world.recover(...DISMISS)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('the recovery is dismissed: there is nothing to dismiss'),
    });
  });

  test('--unblock asks, and it is planned anew once somebody else of the team approved', async () => {
    const digest = digestIn(
      await world.recover('--unblock', '--reason', 'reviewed', '--issue', '17'),
    );
    comment(world.project, { issue: 17, userId: 3, body: `/approve ${digest}` });
    await world.recover('--resume', '--issue', '17');
    expect(await world.events()).toContain('recovery.transitioned');
    const log = (await world.fixture.read('events.ndjson')).trim().split('\n');
    const moves = log.map((line) => JSON.parse(line) as { event?: string });
    expect(moves.map(({ event }) => event)).toContain('unblocked');
  });

  test('says where it is to be said, and until when; without --issue, how it would be heard', async () => {
    const until = 'until 2026-02-01T12:00:00.000Z';
    const { stderr, stdout } = await world.recover(...DISMISS);
    expect(stderr).toMatch(/\/approve [0-9a-f]{64}, in a comment of Issue #17 or at the gate/);
    expect(stderr + stdout).toContain(until);
    expect(stdout).toMatch(/asked: dismiss, \/approve [0-9a-f]{64} \(until 2026-/);
    const alone = await world.recover('--dismiss', '--reason', 'withdrawn');
    expect(alone.stderr).toContain('comments are heard with --issue N');
  });

  test('what can be approved by nobody is not asked for: the tag is gone', async () => {
    world.project.refs.delete('refs/tags/v1.2.3');
    expect(await world.recover('--unblock', '--reason', 'x')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('there is no tag v1.2.3'),
    });
    expect((await world.recover(...DISMISS)).code).toBe(1);
  });

  test.each([
    ['a plan and a decision', ['--dismiss', '--plan', '--reason', 'x'], {}, 'exclude each other'],
    ['a reason of blanks', ['--dismiss', '--reason', ' '], {}, '--reason'],
    ['an Issue that is no number', ['--resume', '--issue', '#17'], {}, '--issue'],
    ['an app that asks', DISMISS, { GITHUB_ACTOR: 'x[bot]' }, 'a person must ask'],
    ['both at once', ['--dismiss', '--unblock', '--reason', 'x'], {}, 'exclude each other'],
    ['no reason', ['--dismiss'], {}, '--reason'],
    ['nobody knows who asks', DISMISS, { GITHUB_ACTOR_ID: '' }, 'their number on GitHub'],
    ['a name for a number', DISMISS, { GITHUB_ACTOR_ID: 'octocat' }, 'their number on GitHub'],
  ])('is refused: %s', async (_, argv, env, message) => {
    const { code, stderr } = await world.fixture.runWith(env, 'recover', ...RELEASE, ...argv);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

test('--dismiss has nothing to close before anything was begun', async () => {
  expect(await world.recover('--dismiss', '--reason', 'x')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('there is no recovery to dismiss'),
  });
});
