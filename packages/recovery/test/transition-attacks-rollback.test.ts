import { describe, expect, test } from 'vitest';
import type { RecoveryEvent } from '../src/recovery-state.ts';
import { transition } from '../src/transition.ts';
import {
  AT,
  AUTO,
  COMMIT,
  eventOf,
  HEAD,
  ID,
  PERSON,
  planOf,
  stateOf,
} from './recovery-fixture.ts';
import { isIgnored, LATER, led, OTHER, run, type Sent, target } from './transition-attack.ts';
import { typical } from './transition-situations.ts';

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
