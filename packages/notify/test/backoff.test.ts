import { describe, expect, test } from 'vitest';
import { backoff, mayHaveActed } from '../src/backoff.ts';
import { DEFAULT_NOTIFY_POLICY as POLICY } from '../src/notify-policy.ts';

describe('how long to wait', () => {
  test.each([
    [0, 500],
    [60_000, 60_500],
    [60_001, undefined],
    [Number.MAX_SAFE_INTEGER, undefined],
    [Number.POSITIVE_INFINITY, undefined],
  ])('a server that asks for %s ms: %s', (asked, ms) => {
    expect(backoff(POLICY, 1, 0.5, asked)).toBe(ms);
  });

  test.each([-1, Number.NaN, Number.NEGATIVE_INFINITY])(
    '%s is no time: as if it had said nothing',
    (asked) => {
      expect(backoff(POLICY, 1, 0.5, asked)).toBe(backoff(POLICY, 1, 0.5));
    },
  );

  test('is never longer than the policy has it, however often it was tried', () => {
    expect(backoff(POLICY, 5_000, 0.999_999)).toBeLessThan(POLICY.maximumIntervalMs);
  });
});

test.each([
  [500, true],
  [502, true],
  [504, true],
  [520, true],
  [524, true],
  [546, true],
  [503, false],
  [429, false],
  [200, false],
])('a server that answers %i may have acted: %s', (status, isPossible) => {
  expect(mayHaveActed(status)).toBe(isPossible);
});
