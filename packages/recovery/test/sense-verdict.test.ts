import { describe, expect, test } from 'vitest';
import { senseVerdict, type Verdict } from '../src/sense-verdict.ts';
import { BAD, COMMIT, HEAD, NEW, stateOf } from './recovery-fixture.ts';
import { typical } from './transition-situations.ts';

const verdictOf = (minute: number, changes: Partial<Verdict> = {}): Verdict => ({
  runId: '9000',
  attempt: 1,
  verdict: 'pass',
  digest: NEW,
  commit: COMMIT,
  at: `2026-02-01T09:0${minute}:00.000Z`,
  ...changes,
});
const failed = (minute: number, changes: Partial<Verdict> = {}): Verdict =>
  verdictOf(minute, { verdict: 'fail', reason: 'predicate_mismatch', digest: BAD, ...changes });
const typeOf = (...verdicts: readonly Verdict[]) =>
  senseVerdict(typical('verifying'), verdicts)?.type;

describe('what a validation said that a recovery does not know yet', () => {
  test('is of the run that counts, and newer than what it knows', () => {
    expect(typeOf(verdictOf(1))).toBe('validation.passed');
    expect(typeOf(verdictOf(0))).toBeUndefined();
    expect(typeOf(verdictOf(1, { attempt: 2 }), verdictOf(1, { runId: '1' }))).toBeUndefined();
  });

  test('one artifact that passed makes no run of two pass, in whatever order they were looked at', () => {
    expect(typeOf(failed(1), verdictOf(2))).toBe('validation.failed');
    expect(typeOf(verdictOf(1), failed(2))).toBe('validation.failed');
    const undecided = failed(1, { verdict: 'inconclusive', reason: 'rate_limited' });
    expect(typeOf(undecided, verdictOf(2))).toBe('validation.inconclusive');
  });

  test('an artifact that is looked at again is what it is said to be last, but for a breach, which stays', () => {
    expect(typeOf(failed(1, { digest: NEW }), verdictOf(2))).toBe('validation.passed');
    const breach = failed(1, { digest: NEW, reason: 'signature_invalid' });
    expect(typeOf(breach, verdictOf(2))).toBe('validation.failed');
  });

  test.each(['awaiting-approval', 'waiting', 'manual'] as const)(
    'while %s a late pass is heard, and after a breach or a block it hides nothing else',
    (name) => {
      const hear = (changes = {}) =>
        senseVerdict({ ...typical(name), ...changes }, [verdictOf(1)])?.type;
      expect(hear()).toBe('validation.passed');
      expect(hear({ isSecurity: true })).toBeUndefined();
      expect(hear({ blockedBy: 'second_failure' })).toBeUndefined();
    },
  );

  test.each(['requesting', 'rolling-back', 'blocked'] as const)(
    'while %s a pass means nothing, and a breach does',
    (name) => {
      expect(senseVerdict(typical(name), [verdictOf(1)])).toBeUndefined();
      const breach = failed(1, { reason: 'signature_invalid' });
      expect(senseVerdict(typical(name), [breach])?.type).toBe('failure.recorded');
    },
  );

  test('of a rollback is of its head (S4.7)', () => {
    const state = typical('rollback-verifying');
    expect(senseVerdict(state, [verdictOf(1)])).toBeUndefined();
    expect(senseVerdict(state, [verdictOf(1, { commit: HEAD })])?.type).toBe('validation.passed');
    expect(senseVerdict(stateOf({ state: 'recovered' }), [verdictOf(1)])).toBeUndefined();
  });
});
