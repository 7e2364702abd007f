import { lastAttempt, RECOVERY_TOKEN } from '@provkit/testkit/github';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RecoveryPolicy } from '../src/policy.ts';
import { DAY_MS } from './adapters/github/fixture.ts';
import { ALONE, GOOD, openRecoveryWorld, type RecoveryWorld, WRONG } from './recovery-world.ts';

let world: RecoveryWorld;
beforeEach(async () => {
  world = await openRecoveryWorld();
});
afterEach(async () => {
  expect(world.scene.github.violations).toEqual([]);
  await world.close();
});

const escalations = () =>
  world.tasks.flatMap((task) => (task.name === 'escalate' ? [task.cause] : []));
const reasons = async () => {
  const state = await world.store.read(world.id());
  return state?.plan?.reasons.map(({ path, code }) => `${path} ${code}`);
};
const ROLLING: RecoveryPolicy = { ...ALONE, rollForward: true };

describe('S3: rerun and recovery, against a GitHub over HTTP', () => {
  test('S3.5: a run of 31 days is dispatched anew for the same tag, and that run becomes the one that counts', async () => {
    world.scene.clock.advance(31 * DAY_MS);
    await world.fail('attestation_missing');
    const { state } = await world.recover();
    expect(await reasons()).toContain('rerun-all too_old');
    expect(state).toMatchObject({ state: 'rerunning', mechanism: 'dispatch', run: { attempt: 1 } });
    expect(state.run.runId).not.toBe(state.firstRunId);
    expect(world.posts()).toEqual(['/actions/workflows/release.yml/dispatches']);
    world.finish('pass');
    expect(await world.recover()).toMatchObject({ outcome: 'over', state: { state: 'recovered' } });
  });

  test('S3.5: too old and nothing to dispatch: a person, or a -retry tag where the policy makes them and somebody approves', async () => {
    world.scene.clock.advance(31 * DAY_MS);
    const { dispatch: _, ...none } = ALONE;
    await world.fail('attestation_missing');
    expect(await world.recover({ policy: none })).toMatchObject({ state: { state: 'manual' } });
    expect(escalations()).toEqual(['no_path']);
    const policy = { ...none, rollForward: true };
    world.say('approve', await world.ask('unblock'));
    const asked = await world.recover({ policy });
    expect(asked.state).toMatchObject({
      state: 'awaiting-approval',
      plan: { kind: 'roll-forward', action: { tag: 'v1.2.3-retry' } },
    });
    world.say('approve', asked.state.plan?.digest ?? '');
    // the push of the tag starts the run, which the fake leaves to us
    const { state } = await world.recover({ policy });
    expect(world.scene.project.refs.has('refs/tags/v1.2.3-retry')).toBe(true);
    expect(state.intent?.effectId).toContain('/act');
  });

  test('50 reruns are enough: another way is taken', async () => {
    const first = lastAttempt(world.scene.run);
    for (let number = 2; number <= 51; number += 1)
      world.scene.run.attempts.push({ ...first, number });
    await world.fail('attestation_missing');
    expect(await world.recover()).toMatchObject({ state: { mechanism: 'dispatch' } });
    expect(await reasons()).toContain('rerun-all limit');
  });

  test('an expired artifact of a job that succeeded: the whole run is repeated, not what failed', async () => {
    const { project, run, clock } = world.scene;
    const createdAt = clock.now();
    project.artifacts.push({
      id: 7,
      name: 'dist',
      runId: run.id,
      createdAt,
      expiresAt: createdAt + 1,
    });
    clock.advance(DAY_MS);
    await world.fail('upstream_unavailable');
    expect(await world.recover()).toMatchObject({ state: { mechanism: 'rerun-all' } });
    expect(await reasons()).toEqual(['rerun-failed artifact_expired', 'rerun-all chosen']);
  });

  test('S3.6: a run that is not over is waited for, and planned for when it is', async () => {
    lastAttempt(world.scene.run).status = 'in_progress';
    await world.fail('attestation_missing');
    expect(await world.recover()).toMatchObject({
      state: { state: 'waiting', wait: { cause: 'running' } },
    });
    expect(world.posts()).toEqual([]);
    world.scene.clock.advance(DAY_MS);
    lastAttempt(world.scene.run).status = 'completed';
    expect(await world.recover()).toMatchObject({ state: { state: 'rerunning' } });
  });

  test('S3.6: one that somebody reran by hand is adopted, and no second one is asked for', async () => {
    await world.fail('attestation_missing');
    const attempt = lastAttempt(world.scene.run);
    world.scene.run.attempts.push({
      ...attempt,
      number: 2,
      status: 'in_progress',
      conclusion: null,
    });
    expect(await world.recover()).toMatchObject({
      state: { state: 'rerunning', run: { attempt: 2 } },
    });
    expect(world.posts()).toEqual([]);
    const rerunId = `${(await world.recover()).state.repository}/actions/runs/9000/attempts/2`;
    const records = () => world.tasks.flatMap((task) => (task.name === 'record' ? [task] : []));
    expect(records().at(-1)?.event).toMatchObject({
      planKind: 'adopt',
      runId: '9000',
      attempt: 2,
      initiation: 'manual',
    });
    world.finish('pass');
    expect(await world.recover()).toMatchObject({ state: { state: 'recovered' } });
    expect(records().at(-1)).toMatchObject({ rerunId, from: 'verifying', to: 'recovered' });
  });

  test('one that is over already when it is seen is counted all the same, and its verdict is its own', async () => {
    await world.fail('attestation_missing');
    expect((await world.recover()).state.run.attempt).toBe(2);
    lastAttempt(world.scene.run).status = 'completed';
    lastAttempt(world.scene.run).conclusion = 'cancelled';
    const { number: _, ...attempt } = lastAttempt(world.scene.run);
    const plan = { ...ALONE, maximumBuilds: 1 };
    const lost = await world.recover({ policy: plan });
    expect(lost.state).toMatchObject({ state: 'blocked', blockedBy: 'budget_exhausted' });
    const conclusion = 'success' as const;
    world.scene.run.attempts.push({ ...attempt, number: 3, conclusion });
    world.say('approve', await world.ask('unblock'));
    const { state } = await world.recover();
    const rerunId = 'acme/widgets/actions/runs/9000/attempts/3';
    expect(state).toMatchObject({ state: 'verifying', run: { attempt: 3 }, rerunId });
    const records = () => world.tasks.flatMap((task) => (task.name === 'record' ? [task] : []));
    expect(records().find(({ event }) => event.planKind === 'revalidate')?.event).toMatchObject({
      runId: '9000',
      attempt: 3,
      mechanism: 'rerun-all',
      initiation: 'manual',
    });
    world.finish('pass');
    expect(await world.recover()).toMatchObject({ state: { state: 'recovered' } });
    expect(records().at(-1)).toMatchObject({ rerunId, from: 'verifying', to: 'recovered' });
  });

  test('GitHub refuses reruns: the next way is taken; it refuses that too: a person', async () => {
    world.scene.project.tokens.set(RECOVERY_TOKEN, {
      userId: 1,
      permissions: new Set(['actions: read', 'contents: read']),
    });
    await world.fail('attestation_missing');
    expect(await world.recover()).toMatchObject({
      state: { state: 'manual', excluded: ['rerun-failed', 'rerun-all', 'dispatch'] },
    });
    expect(await reasons()).toContain('dispatch excluded');
  });

  test('S3.4: a second failure blocks and escalates; only a person takes it up again', async () => {
    await world.fail('attestation_missing');
    await world.recover();
    world.finish('fail');
    expect(await world.recover()).toMatchObject({
      outcome: 'waiting',
      state: { state: 'blocked', blockedBy: 'second_failure' },
    });
    expect(escalations()).toEqual(['second_failure']);
    const digest = await world.ask('unblock');
    expect((await world.recover()).state.state).toBe('blocked');
    world.say('approve', digest);
    const { state } = await world.recover();
    expect(state).toMatchObject({ state: 'rerunning', run: { attempt: 3 } });
  });

  test('a run that is cancelled is tried again, three times in all', async () => {
    await world.fail('attestation_missing');
    for (let attempt = 2; attempt <= 4; attempt += 1) {
      expect((await world.recover()).state.run.attempt).toBe(attempt);
      lastAttempt(world.scene.run).status = 'completed';
      lastAttempt(world.scene.run).conclusion = 'cancelled';
      // a plan for a run that was lost is a new plan
    }
    expect(await world.recover()).toMatchObject({
      state: { state: 'blocked', blockedBy: 'budget_exhausted' },
    });
  });

  test('spec 2.1: a breach is not rerun: blocked, and a rerun by hand that passes changes nothing', async () => {
    await world.fail('subject_mismatch', WRONG);
    expect(await world.recover()).toMatchObject({
      state: { state: 'blocked', blockedBy: 'security' },
    });
    expect(world.posts()).toEqual([]);
    world.finish('pass', { digest: WRONG });
    expect(await world.recover()).toMatchObject({ state: { state: 'blocked' } });
  });

  test('spec 2.1: a breach is rebuilt from a reviewed commit with approval, and passes only with a new artifact', async () => {
    await world.fail('subject_mismatch', WRONG);
    await world.recover({ policy: ROLLING });
    world.say('approve', await world.ask('unblock'));
    const request = { reviewedCommit: world.scene.commit, requestedBy: '4' };
    const asked = await world.recover({ policy: ROLLING, request });
    expect(asked.state).toMatchObject({
      state: 'awaiting-approval',
      plan: { kind: 'rebuild', needsApproval: true },
    });
    world.say('approve', asked.state.plan?.digest ?? '');
    expect(await world.recover({ policy: ROLLING })).toMatchObject({
      state: { state: 'rerunning' },
    });
    world.finish('pass', { digest: WRONG });
    expect(await world.recover({ policy: ROLLING })).toMatchObject({
      state: { state: 'blocked', blockedBy: 'verdict_changed' },
    });
  });

  test('the same with a new artifact is recovered', async () => {
    await world.fail('subject_mismatch', WRONG);
    await world.recover();
    world.say('approve', await world.ask('unblock'));
    const asked = await world.recover({ request: { reviewedCommit: world.scene.commit } });
    world.say('approve', asked.state.plan?.digest ?? '');
    await world.recover();
    world.finish('pass', { digest: GOOD });
    expect(await world.recover()).toMatchObject({
      state: { state: 'recovered', isSecurity: true },
    });
  });
});
