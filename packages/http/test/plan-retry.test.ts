import { describe, expect, test } from 'vitest';
import { HttpError } from '../src/http-error.ts';
import { DEFAULT_HTTP_LIMITS } from '../src/limits.ts';
import { planRetry, type RetryQuestion } from '../src/plan-retry.ts';

function plan(question: Partial<RetryQuestion> & { readonly error: HttpError }) {
  return planRetry({
    tries: 1,
    isIdempotent: true,
    limits: DEFAULT_HTTP_LIMITS,
    leftMs: 120_000,
    random: 0,
    ...question,
  });
}

const BROKEN = new HttpError('NETWORK', 'reset');
const limited = (retryAfterMs?: number) =>
  new HttpError('RATE_LIMITED', 'slow down', {
    status: 429,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });

describe('planRetry', () => {
  test('waits longer each time, between half of it and all of it', () => {
    expect(plan({ error: BROKEN })).toBe(250);
    expect(plan({ error: BROKEN, random: 0.999_999 })).toBe(500);
    expect(plan({ error: BROKEN, tries: 2, random: 0.5 })).toBe(750);
  });

  test('does not wait longer than the cap', () => {
    const limits = { ...DEFAULT_HTTP_LIMITS, maxTries: 99 };
    expect(plan({ error: BROKEN, tries: 40, random: 0.999_999, limits })).toBe(20_000);
  });

  test('waits as long as the server says, and no longer than the cap', () => {
    expect(plan({ error: limited(7_000) })).toBe(7_000);
    expect(plan({ error: limited(0) })).toBe(0);
    expect(plan({ error: limited(60_001) })).toBeUndefined();
    expect(plan({ error: limited() })).toBe(250);
  });

  test('there is no wait after the last attempt, and none that outlasts the time left', () => {
    expect(plan({ error: BROKEN, tries: 3 })).toBeUndefined();
    expect(plan({ error: limited(7_000), leftMs: 7_000 })).toBeUndefined();
    expect(plan({ error: BROKEN, leftMs: 0 })).toBeUndefined();
  });

  test('what must not be done twice is not repeated', () => {
    expect(plan({ error: BROKEN, isIdempotent: false })).toBeUndefined();
    expect(plan({ error: limited(1_000), isIdempotent: false })).toBeUndefined();
  });

  test.each([408, 500, 502, 503, 504])('%d may pass', (status) => {
    expect(plan({ error: new HttpError('STATUS', 'x', { status }) })).toBe(250);
  });

  test('a request may name further statuses', () => {
    const missing = new HttpError('STATUS', 'x', { status: 404 });
    expect(plan({ error: missing, retryStatuses: [403, 404] })).toBe(250);
    expect(plan({ error: missing, retryStatuses: [404], tries: 3 })).toBeUndefined();
    expect(plan({ error: missing, retryStatuses: [404], isIdempotent: false })).toBeUndefined();
  });

  test.each([400, 401, 403, 404, 410, 422, 501, 505])('%d does not', (status) => {
    expect(plan({ error: new HttpError('STATUS', 'x', { status }) })).toBeUndefined();
  });

  test.each([
    'ADDRESS_REFUSED',
    'HOST_NOT_ALLOWED',
    'REDIRECT_REFUSED',
    'TOO_LARGE',
    'MALFORMED',
    'ABORTED',
    'URL_INVALID',
  ] as const)('%s is not tried again', (code) => {
    expect(plan({ error: new HttpError(code, 'x') })).toBeUndefined();
  });
});
