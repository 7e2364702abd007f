import { describe, expect, test } from 'vitest';
import { DEFAULT_BACKOFF, nextDelayMs } from '../src/backoff.ts';

const POLICY = {
  initialInterval: 1000,
  backoffCoefficient: 2,
  maximumInterval: 5000,
  maximumAttempts: 5,
  nonRetryable: ['lock_timeout'],
} as const;

describe('waits between tries', () => {
  test('grow by the coefficient up to the longest, and end with the attempts', () => {
    const delays = [1, 2, 3, 4, 5].map((attempts) => nextDelayMs(POLICY, { attempts, random: 1 }));
    expect(delays).toEqual([1000, 2000, 4000, 5000, undefined]);
  });

  test('full jitter: from nothing to the whole of it', () => {
    expect(nextDelayMs(POLICY, { attempts: 3, random: 0 })).toBe(0);
    expect(nextDelayMs(POLICY, { attempts: 3, random: 0.5 })).toBe(2000);
  });

  test('are never shorter than the other side asked, even beyond the longest', () => {
    expect(nextDelayMs(POLICY, { attempts: 1, random: 0, retryAfterMs: 9000 })).toBe(9000);
  });

  test('there is none for a reason that is not waited for', () => {
    expect(nextDelayMs(POLICY, { attempts: 1, random: 1, reason: 'lock_timeout' })).toBeUndefined();
    expect(nextDelayMs(POLICY, { attempts: 1, random: 1, reason: 'rate_limited' })).toBe(1000);
  });

  test('by default outlast the indexing grace of ten minutes (spec 1.2) even with half the jitter', () => {
    const waits = [1, 2, 3, 4, 5].map(
      (attempts) => nextDelayMs(DEFAULT_BACKOFF, { attempts, random: 0.5 }) ?? 0,
    );
    expect(waits.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(600_000);
  });
});
