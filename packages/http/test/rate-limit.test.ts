import { describe, expect, test } from 'vitest';
import { isRateLimited, retryAfterMs } from '../src/rate-limit.ts';

const NOW = Date.parse('2026-01-31T12:00:00Z');

describe('rate limits', () => {
  test('429 is one, 403 only with the headers of one', () => {
    expect(isRateLimited(429, {})).toBe(true);
    expect(isRateLimited(403, {})).toBe(false);
    expect(isRateLimited(403, { 'x-ratelimit-remaining': '0' })).toBe(true);
    expect(isRateLimited(403, { 'x-ratelimit-remaining': '12' })).toBe(false);
    expect(isRateLimited(403, { 'retry-after': '60' })).toBe(true);
    expect(isRateLimited(404, { 'retry-after': '60' })).toBe(false);
  });

  test('Retry-After counts seconds or names a date', () => {
    expect(retryAfterMs(429, { 'retry-after': '7' }, NOW)).toBe(7_000);
    expect(retryAfterMs(503, { 'retry-after': 'Sat, 31 Jan 2026 12:00:30 GMT' }, NOW)).toBe(30_000);
    expect(retryAfterMs(503, { 'retry-after': 'Sat, 31 Jan 2026 11:00:00 GMT' }, NOW)).toBe(0);
  });

  test('it goes before the reset of a used-up limit', () => {
    const reset = String(NOW / 1000 + 90);
    const used = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
    expect(retryAfterMs(403, used, NOW)).toBe(90_000);
    expect(retryAfterMs(403, { ...used, 'retry-after': '5' }, NOW)).toBe(5_000);
    expect(
      retryAfterMs(429, { 'x-ratelimit-remaining': '3', 'x-ratelimit-reset': reset }, NOW),
    ).toBeUndefined();
  });

  test.each(['', '-1', '1e9', '99999999999', 'soon', '2026-01-31', '0x10'])(
    'nonsense is no time: %j',
    (after) => {
      expect(retryAfterMs(429, { 'retry-after': after }, NOW)).toBeUndefined();
    },
  );

  test('an answer that limits nothing names no time', () => {
    expect(retryAfterMs(200, { 'retry-after': '5' }, NOW)).toBeUndefined();
    expect(retryAfterMs(404, { 'retry-after': '5' }, NOW)).toBeUndefined();
  });
});
