import { describe, expect, test } from 'vitest';
import { planDigest } from '../src/plan-digest.ts';
import type { Plan, RecoveryEvent, RecoveryState } from '../src/recovery-state.ts';
import { transition } from '../src/transition.ts';
import {
  AT,
  AUTO,
  BAD,
  COMMIT,
  eventOf,
  HEAD,
  ID,
  NEW,
  PERSON,
  POLICY,
  planOf,
  stateOf,
} from './recovery-fixture.ts';
import { typical } from './transition-cases.ts';

const run = { runId: '9000', attempt: 1 };
const LATER = '2026-02-09T09:00:00.000Z';
const OTHER = '2'.repeat(40);
const rebuild = planOf({ kind: 'rebuild' });
const REBUILT = {
  isSecurity: true,
  tainted: [BAD],
  isRebuilt: true,
  plan: rebuild,
} as const satisfies Partial<RecoveryState>;

type Sent = Parameters<typeof eventOf>[0];

/** Where those events lead; what is ignored stays. */
function led(state: RecoveryState, ...events: readonly Sent[]): RecoveryState {
  return events.reduce<RecoveryState>(
    (before, event) => transition(before, eventOf(event), AUTO)[0],
    state,
  );
}

const isIgnored = (state: RecoveryState, event: Sent, policy = AUTO): boolean =>
  transition(state, eventOf(event), policy)[0] === state;

/** A plan that somebody changed after its digest was taken. */
const forged = (changes: Partial<Plan>): Plan => ({ ...planOf(), ...changes });

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

  test('it is superseded by another artifact alone, and not by a run of its own', () => {
    const superseded = {
      type: 'superseded',
      byTag: 'v1.2.3',
      byRunId: '9777',
      verifiedAt: LATER,
    } as const;
    const state = { ...typical('blocked'), isSecurity: true, tainted: [BAD] };
    expect(isIgnored(state, superseded)).toBe(true);
    expect(isIgnored(state, { ...superseded, digest: BAD })).toBe(true);
    expect(led(state, { ...superseded, digest: NEW }).state).toBe('superseded');
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

describe('a rollback is merged as it was validated, or it is none (S4.7)', () => {
  const closed = (headSha: string, isMerged = true): Sent => ({
    type: 'rollback.pr_closed',
    isMerged,
    headSha,
  });
  const passed: Sent = { type: 'validation.passed', runId: '9100', attempt: 1, commit: HEAD };

  test('a head that moved after it was validated blocks, whatever was said before', () => {
    const validated = led(typical('rollback-verifying'), passed);
    expect(led(validated, closed(HEAD)).state).toBe('rolled-back');
    expect(led(validated, closed(OTHER))).toMatchObject({
      state: 'blocked',
      blockedBy: 'merged_unvalidated',
    });
    expect(led(typical('rollback-verifying'), closed(OTHER), passed).state).toBe('blocked');
  });

  test('merged before anybody knew that it was opened: heard again once its head is known, told, and validated all the same', () => {
    const { pull } = typical('rollback-verifying').rollback ?? {};
    if (!pull) throw new Error('it is open');
    expect(isIgnored(typical('rolling-back'), closed(OTHER))).toBe(true);
    const opened: Sent = { type: 'effect.confirmed', effectId: 'the-effect', pull };
    const state = led(typical('rolling-back'), opened);
    const [merged, effects] = transition(state, eventOf(closed(HEAD)), AUTO);
    expect(effects.map(({ name }) => name)).toContain('escalate');
    expect(led(merged, passed).state).toBe('rolled-back');
  });

  const requested = (changes: Partial<Extract<RecoveryEvent, { type: 'rollback.requested' }>>) => {
    const plan = planOf({ kind: 'rollback' });
    return {
      type: 'rollback.requested',
      actor: PERSON,
      target: { tag: 'v1.2.2', runId: '8000', commit: COMMIT },
      isTargetGood: true,
      plan,
      approval: { planDigest: (changes.plan ?? plan).digest, by: '3', at: AT, evidence: 'url' },
      ...changes,
    } as const;
  };

  test.each<[string, Sent]>([
    ['approved for a rerun', requested({ plan: planOf() })],
    ['of another commit than the good one', requested({ target: target('8000', OTHER) })],
    ['back to the release that failed', requested({ target: target('9000', COMMIT) })],
    [
      'changed after it was approved',
      requested({
        plan: { ...planOf({ kind: 'rollback' }), run: { tag: 'x', runId: '1', attempt: 1 } },
      }),
    ],
  ])('one %s is not begun', (_, event) => {
    expect(led(typical('blocked'), requested({})).state).toBe('rolling-back');
    expect(isIgnored(typical('blocked'), event)).toBe(true);
  });

  test('its approval is good once: repeated after it was given up, it opens nothing', () => {
    const confirmed: Sent = {
      type: 'effect.confirmed',
      effectId: `${ID}/2/open-pr`,
      pull: { number: 100, url: 'url', headSha: HEAD },
    };
    const givenUp = led(typical('blocked'), requested({}), confirmed, closed(HEAD, false));
    expect(givenUp.state).toBe('blocked');
    expect(isIgnored(givenUp, requested({}))).toBe(true);
  });

  test('a later release that passed takes away the leave to merge', () => {
    const [state, effects] = transition(
      led(typical('rollback-verifying'), passed),
      eventOf({ type: 'superseded', byTag: 'v1.2.4', byRunId: '9500', verifiedAt: LATER }),
      AUTO,
    );
    expect(state.state).toBe('superseded');
    expect(effects.map(({ name }) => name)).toContain('block-merge');
    expect(state.outbox.map(({ name }) => name)).toContain('block-merge');
    expect(state.outbox.map(({ name }) => name)).not.toContain('allow-merge');
  });
});

describe('what is blocked stays blocked until a person says otherwise (spec 2.4)', () => {
  const blocked = { ...typical('blocked'), blockedBy: 'second_failure' } as const;
  const asked: Sent = {
    type: 'rollback.requested',
    actor: PERSON,
    target: target('8000', COMMIT),
    isTargetGood: true,
    plan: planOf({ kind: 'rollback' }),
  };

  test('a rollback that was asked for and not approved leads back to it', () => {
    const waiting = led(blocked, asked);
    expect(waiting.state).toBe('awaiting-approval');
    const planDigestOfIt = planOf({ kind: 'rollback' }).digest;
    expect(led(waiting, { type: 'approval.expired', planDigest: planDigestOfIt }).state).toBe(
      'blocked',
    );
    const late: Sent = { type: 'deadline.passed', at: LATER, state: 'awaiting-approval' };
    expect(led(waiting, late).state).toBe('blocked');
  });

  test('nor does it pass by itself meanwhile', () => {
    expect(isIgnored(led(blocked, asked), { type: 'validation.passed', ...run })).toBe(true);
  });
});

describe('times and numbers that nobody means', () => {
  test('a wait that is asked for beyond a day is a day: no date overflows, and nothing waits for ever', () => {
    const state = led(typical('verifying'), {
      type: 'validation.inconclusive',
      ...run,
      reason: 'rate_limited',
      retryAfterMs: Number.MAX_SAFE_INTEGER,
    });
    expect(state.wait?.until).toBe('2026-02-02T09:01:00.000Z');
  });

  test('a reason that the policy does not wait for is not waited for, whoever says it', () => {
    const policy = {
      ...AUTO,
      backoff: { ...AUTO.backoff, nonRetryable: ['rate_limited'] as const },
    };
    const failure = {
      reason: 'rate_limited',
      class: 'transient',
      verdict: 'inconclusive',
    } as const;
    const { action: _, ...rest } = planOf({ kind: 'revalidate', needsApproval: false });
    const [state] = transition(
      stateOf({ failure }),
      eventOf({ type: 'planned', plan: rest }),
      policy,
    );
    expect(state.state).toBe('manual');
  });

  test('a rollback has waits of its own', () => {
    const state = led(
      { ...typical('manual'), waits: 6 },
      {
        type: 'rollback.requested',
        actor: PERSON,
        target: target('8000', COMMIT),
        isTargetGood: true,
        plan: planOf({ kind: 'rollback' }),
      },
    );
    expect(state.waits).toBe(0);
  });
});

function target(runId: string, commit: string) {
  return { tag: 'v1.2.2', runId, commit };
}

function withoutDigest(): Omit<Plan, 'digest'> {
  const { digest: _, ...rest } = planOf();
  return rest;
}
