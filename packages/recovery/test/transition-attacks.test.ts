import { describe, expect, test } from 'vitest';
import { planDigest } from '../src/plan-digest.ts';
import type { Plan, RecoveryState } from '../src/recovery-state.ts';
import { transition } from '../src/transition.ts';
import {
  AT,
  AUTO,
  BAD,
  COMMIT,
  eventOf,
  ID,
  NEW,
  POLICY,
  planOf,
  stateOf,
} from './recovery-fixture.ts';
import {
  forged,
  isIgnored,
  LATER,
  led,
  OTHER,
  REBUILT,
  rebuild,
  run,
  type Sent,
  withoutDigest,
} from './transition-attack.ts';
import { typical } from './transition-situations.ts';

describe('a breach is never recovered with the same artifact (spec 2.4, invariants)', () => {
  const passed = { type: 'validation.passed', ...run, digest: NEW, commit: COMMIT } as const;

  test('a rebuild of the commit that was reviewed passes, of another or an unnamed one it does not', () => {
    const state = { ...typical('verifying'), ...REBUILT };
    expect(led(state, passed).state).toBe('recovered');
    expect(led(state, { ...passed, commit: OTHER }).state).toBe('blocked');
    const { commit: _, ...unnamed } = passed;
    expect(led(state, unnamed).state).toBe('blocked');
  });

  test('a digest of another algorithm is not known to be of another artifact', () => {
    const state = { ...typical('verifying'), ...REBUILT };
    const digest = `sha512:${'c'.repeat(128)}`;
    expect(led(state, { ...passed, digest })).toMatchObject({
      state: 'blocked',
      blockedBy: 'verdict_changed',
    });
  });

  test('the same digest in other letters is the same', () => {
    const state = { ...typical('verifying'), ...REBUILT };
    expect(led(state, { ...passed, digest: BAD.toUpperCase() }).state).toBe('blocked');
  });

  test('more breaches than are kept: the state stays within its schema, and no artifact counts as new any more', () => {
    const state = Array.from({ length: 70 }).reduce<RecoveryState>(
      (before, _, index) =>
        led(before, {
          type: 'failure.recorded',
          ...run,
          digest: `sha256:${index.toString(16).padStart(64, '0')}`,
          reason: 'subject_mismatch',
          verdict: 'fail',
        }),
      typical('verifying'),
    );
    expect(state.tainted).toHaveLength(64);
    expect(led({ ...state, isRebuilt: true, plan: rebuild }, passed).state).toBe('blocked');
  });

  test('an undecided verdict that saw a breach is one (spec 2.1)', () => {
    const inconclusive = {
      type: 'validation.inconclusive',
      ...run,
      digest: BAD,
      reason: 'subject_mismatch',
    } as const;
    expect(led(typical('verifying'), inconclusive)).toMatchObject({
      state: 'blocked',
      blockedBy: 'security',
      isSecurity: true,
      tainted: [BAD],
    });
  });

  test.each(['detected', 'waiting', 'awaiting-approval'] as const)(
    'a failed validation that comes while %s is no secret: the pass after it does not count',
    (name) => {
      const failed = {
        type: 'validation.failed',
        ...run,
        digest: BAD,
        reason: 'signature_invalid',
      } as const;
      const state = led(typical(name), failed);
      expect(state).toMatchObject({ state: 'detected', isSecurity: true, tainted: [BAD] });
      expect(led(state, { ...passed, digest: BAD }).state).toBe('detected');
    },
  );

  test.each(['requesting', 'rerunning', 'manual', 'blocked'] as const)(
    'likewise while %s, which it leaves as it is',
    (name) => {
      const failed = {
        type: 'validation.failed',
        ...run,
        digest: BAD,
        reason: 'signature_invalid',
      } as const;
      expect(led(typical(name), failed)).toMatchObject({ state: name, isSecurity: true });
    },
  );

  test('it is superseded by another release and artifact alone: not by the same run again, whatever that makes', () => {
    const superseded = {
      type: 'superseded',
      byTag: 'v1.2.4',
      byRunId: '9777',
      verifiedAt: LATER,
    } as const;
    const state = { ...typical('blocked'), isSecurity: true, tainted: [BAD] };
    expect(isIgnored(state, superseded)).toBe(true);
    expect(isIgnored(state, { ...superseded, digest: BAD })).toBe(true);
    expect(led(state, { ...superseded, digest: NEW }).state).toBe('superseded');
    for (const byTag of ['v1.2.3', 'v1.2.3-retry']) {
      expect(isIgnored(state, { ...superseded, byTag, digest: NEW })).toBe(true);
      expect(led(typical('blocked'), { ...superseded, byTag }).state).toBe('superseded');
    }
    const previousRuns = [{ tag: 'v1.2.3', runId: '9777', attempt: 1 }];
    expect(isIgnored({ ...typical('blocked'), previousRuns }, superseded)).toBe(true);
  });
});

describe('a run passes when all that it made does (spec 2.5: verdicts are of artifacts)', () => {
  test.each(['detected', 'waiting', 'awaiting-approval', 'manual', 'verifying'] as const)(
    'while %s the pass of another artifact of the same attempt recovers nothing',
    (name) => {
      const failure = { ...stateOf().failure, digest: BAD };
      const passed = { type: 'validation.passed', ...run } as const;
      const state = { ...typical(name), failure };
      expect(isIgnored(state, { ...passed, digest: NEW })).toBe(true);
      expect(isIgnored(state, passed)).toBe(true);
      expect(led(state, { ...passed, digest: BAD }).state).toBe('recovered');
    },
  );

  test('a rerun makes artifacts of its own', () => {
    const failure = { ...stateOf().failure, digest: BAD };
    const state = led(
      { ...typical('requesting'), failure },
      { type: 'effect.confirmed', effectId: 'the-effect', run: { runId: '9000', attempt: 2 } },
      { type: 'run.completed', runId: '9000', attempt: 2, conclusion: 'success' },
      { type: 'validation.passed', runId: '9000', attempt: 2, digest: NEW },
    );
    expect(state.state).toBe('recovered');
  });
});

describe('a plan is of this recovery as it is now, and is what its digest says (T4)', () => {
  test.each<[string, Plan]>([
    ['was changed after its digest was taken', forged({ needsApproval: false })],
    [
      'is of another recovery',
      { ...planOf(), digest: planDigest('0'.repeat(64), withoutDigest()) },
    ],
    ['was made before something happened', planOf({ seq: 7 })],
    ['is of another run', planOf({ run: { tag: 'v1.2.3', runId: '7', attempt: 1 } })],
    [
      'says one thing and does another',
      planOf({
        kind: 'rerun-all',
        action: { kind: 'roll-forward', tag: 'v9', commit: COMMIT, workflowPath: 'x' },
      }),
    ],
    ['rebuilds without a commit', planOf({ kind: 'rebuild', reviewedCommit: undefined as never })],
    [
      'reruns another run',
      planOf({ action: { kind: 'rerun', mechanism: 'rerun-all', runId: '7', attempt: 1 } }),
    ],
    ['is a rollback that nobody asked for', planOf({ kind: 'rollback' })],
  ])('one that %s is ignored', (_, plan) => {
    expect(isIgnored(stateOf(), { type: 'planned', plan })).toBe(true);
  });

  test('S3.8: that a plan needs no approval is the policy’s to say, and never of a new tag or a rebuild', () => {
    const planned = (plan: Plan, policy = AUTO) =>
      transition(stateOf(), eventOf({ type: 'planned', plan }), policy)[0].state;
    expect(planned(planOf({ needsApproval: false }))).toBe('requesting');
    expect(planned(planOf({ needsApproval: false }), POLICY)).toBe('awaiting-approval');
    expect(planned(planOf({ kind: 'roll-forward', needsApproval: false }))).toBe(
      'awaiting-approval',
    );
    expect(planned(planOf({ kind: 'rebuild', needsApproval: false }))).toBe('awaiting-approval');
  });

  test('an approved plan that was carried out is not carried out again by repeating what was said', () => {
    const plan = planOf();
    const approval = { planDigest: plan.digest, by: '3', at: AT, evidence: 'url' };
    const first = led(stateOf(), { type: 'planned', plan }, { type: 'approval.granted', approval });
    const lost = led(
      first,
      { type: 'effect.confirmed', effectId: `${ID}/3/act`, run: { runId: '9000', attempt: 2 } },
      { type: 'run.lost', runId: '9000', attempt: 2, reason: 'cancelled' },
    );
    expect(lost.state).toBe('detected');
    const again = led(lost, { type: 'planned', plan }, { type: 'approval.granted', approval });
    expect(again).toBe(lost);
  });
});

describe('what an effect came to (spec 2.4: one effect id acts once)', () => {
  const confirmed = (runId: string, attempt: number): Sent => ({
    type: 'effect.confirmed',
    effectId: 'the-effect',
    run: { runId, attempt },
  });

  test('a rerun is a later attempt of the run that was to be rerun, and of no other', () => {
    const state = typical('requesting');
    expect(led(state, confirmed('9000', 2)).state).toBe('rerunning');
    expect(isIgnored(state, confirmed('9000', 1))).toBe(true);
    expect(isIgnored(state, confirmed('9001', 2))).toBe(true);
  });

  test('a dispatch is a run that was not there before', () => {
    const { action } = planOf({ kind: 'dispatch' });
    const state = typical('requesting');
    if (!action || !state.intent) throw new Error('it acts');
    const dispatched = {
      ...state,
      intent: { ...state.intent, action },
      previousRuns: [{ tag: 'v1.2.3', runId: '8999', attempt: 1 }],
    };
    expect(isIgnored(dispatched, confirmed('9000', 2))).toBe(true);
    expect(isIgnored(dispatched, confirmed('8999', 1))).toBe(true);
    expect(led(dispatched, confirmed('9501', 1)).run.runId).toBe('9501');
  });
});
