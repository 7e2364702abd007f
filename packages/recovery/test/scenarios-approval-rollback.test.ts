import { commitTo } from '@provkit/testkit/github';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { planRollback } from '../src/plan-rollback.ts';
import { DAY_MS } from './adapters/github/fixture.ts';
import { PERSON } from './recovery-fixture.ts';
import { ALONE, APPROVED, openRecoveryWorld, type RecoveryWorld } from './recovery-world.ts';

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
describe('S3.8: sign-off', () => {
  const ask = async () => {
    await world.fail('attestation_missing');
    const { state } = await world.recover({ policy: APPROVED, request: { requestedBy: '4' } });
    expect(state.state).toBe('awaiting-approval');
    return state.plan?.digest ?? '';
  };

  test('an approved plan is carried out, and who approved it where is recorded', async () => {
    world.say('approve', await ask());
    const { state } = await world.recover({ policy: APPROVED });
    expect(state).toMatchObject({
      state: 'rerunning',
      approval: { by: '3' },
      intent: { initiation: 'manual' },
    });
    expect(state.approval?.evidence).toMatch(/^https:/);
  });

  test('a denial blocks and escalates', async () => {
    world.say('deny', await ask());
    expect(await world.recover({ policy: APPROVED })).toMatchObject({
      state: { state: 'blocked', blockedBy: 'approval_denied' },
    });
    expect(world.posts()).toEqual([]);
    expect(escalations()).toEqual(['approval_denied']);
  });

  test('T4: who asked for it, who wrote it, and who is not of the team approve nothing', async () => {
    world.scene.project.teams.set('ops-gov', new Set([2, 4]));
    const digest = await ask();
    for (const userId of [2, 4, 3]) world.say('approve', digest, userId);
    expect(await world.recover({ policy: APPROVED })).toMatchObject({
      outcome: 'waiting',
      state: { state: 'awaiting-approval' },
    });
  });

  test('nobody answers for a day: a person, and the approval comes too late', async () => {
    const digest = await ask();
    world.scene.clock.advance(DAY_MS);
    world.say('approve', digest);
    expect(await world.recover({ policy: APPROVED })).toMatchObject({ state: { state: 'manual' } });
    expect(escalations()).toEqual(['approval_expired']);
  });
});

describe('S4: the way back', () => {
  const requested = async (request: { readonly isTargetGood?: boolean } = {}) => {
    const { project, commit, iso } = world.scene;
    commitTo(project, { branch: 'release', parents: [commit] });
    commitTo(project, { branch: 'release' });
    const state = await world.fail('attestation_missing');
    const target = { tag: 'v1.2.2', runId: '8000', commit };
    const plan = planRollback(
      { state, target, tagCommit: commit, interested: ['2'], reason: 'broken', now: iso() },
      ALONE,
    );
    const isTargetGood = request.isTargetGood ?? true;
    const event = {
      type: 'rollback.requested',
      actor: PERSON,
      target,
      isTargetGood,
      plan,
    } as const;
    return world.recover({ events: [event] });
  };
  const approved = async () => {
    const { state } = await requested();
    expect(state).toMatchObject({ state: 'awaiting-approval', plan: { kind: 'rollback' } });
    world.say('approve', state.plan?.digest ?? '');
    return world.recover();
  };
  const gates = () => world.scene.project.statuses.map(({ state }) => state);
  const pull = () => {
    const [only] = world.scene.project.pulls;
    if (!only) throw new Error('there is a pull request');
    return only;
  };
  const validated = (verdict: 'pass' | 'fail', head = '') => {
    world.scene.clock.advance(60_000);
    world.verdicts.push({
      runId: '9900',
      attempt: 1,
      verdict,
      commit: head,
      at: world.scene.iso(),
      ...(verdict === 'fail' && { reason: 'attestation_missing' }),
    });
  };

  test('S4.4 to S4.7: approved, opened, validated, then merged: rolled back', async () => {
    const { state } = await approved();
    expect(state).toMatchObject({
      state: 'rollback-verifying',
      rollback: { pull: { number: 100 } },
    });
    expect(gates()).toEqual([]);
    validated('pass', state.rollback?.pull?.headSha);
    expect(await world.recover()).toMatchObject({ state: { state: 'rollback-verifying' } });
    expect(gates()).toEqual(['success']);
    pull().state = 'closed';
    pull().mergedAt = world.scene.clock.now();
    expect(await world.recover()).toMatchObject({
      outcome: 'over',
      state: { state: 'rolled-back', rollback: { passed: { runId: '9900' } } },
    });
    expect(world.scene.project.pulls).toHaveLength(1);
  });

  test('S4.7: a rollback that does not pass is not let through, and blocks', async () => {
    const { state } = await approved();
    validated('fail', state.rollback?.pull?.headSha);
    expect(await world.recover()).toMatchObject({
      state: { state: 'blocked', blockedBy: 'rollback_failed' },
    });
    expect(gates()).toEqual(['failure']);
  });

  test('S4.7: a verdict of another commit says nothing of it', async () => {
    await approved();
    validated('pass', 'f'.repeat(40));
    expect(await world.recover()).toMatchObject({ state: { state: 'rollback-verifying' } });
    expect(gates()).toEqual([]);
  });

  test('S4.7: merged before it was validated: people are told, and it is no rollback until it passed', async () => {
    const { state } = await approved();
    pull().state = 'closed';
    pull().mergedAt = world.scene.clock.now();
    expect(await world.recover()).toMatchObject({ state: { state: 'rollback-verifying' } });
    expect(escalations()).toEqual(['merged_unvalidated']);
    validated('pass', state.rollback?.pull?.headSha);
    expect(await world.recover()).toMatchObject({ state: { state: 'rolled-back' } });
  });

  test('given up: blocked', async () => {
    await approved();
    pull().state = 'closed';
    expect(await world.recover()).toMatchObject({
      state: { state: 'blocked', blockedBy: 'rollback_not_merged' },
    });
  });

  test('a release that never passed is nothing to go back to', async () => {
    const { state, notes } = await requested({ isTargetGood: false });
    expect(state.state).not.toBe('awaiting-approval');
    expect(notes.join()).toContain('target was good');
  });
});
