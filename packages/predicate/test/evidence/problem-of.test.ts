import { HttpError, type HttpErrorCode } from '@provkit/http';
import { describe, expect, test } from 'vitest';
import { problemOf } from '../../src/evidence/index.ts';

describe('problemOf', () => {
  test.each([
    ['RATE_LIMITED', 'rate_limited'],
    ['NETWORK', 'upstream_unavailable'],
    ['TIMEOUT', 'upstream_unavailable'],
    ['MALFORMED', 'malformed'],
    ['TOO_LARGE', 'malformed'],
    ['HOST_NOT_ALLOWED', 'malformed'],
    ['ADDRESS_REFUSED', 'malformed'],
    ['REDIRECT_REFUSED', 'malformed'],
    ['URL_INVALID', 'malformed'],
  ] as const)('%s is %s', (code: HttpErrorCode, reason) => {
    expect(problemOf(new HttpError(code, 'why'))).toEqual({ reason, message: 'why' });
  });

  test.each([
    [401, 'not_permitted'],
    [403, 'not_permitted'],
    [404, 'not_permitted'],
    [500, 'upstream_unavailable'],
    [503, 'upstream_unavailable'],
    [422, 'upstream_unavailable'],
  ])('status %d is %s', (status, reason) => {
    expect(problemOf(new HttpError('STATUS', 'why', { status })).reason).toBe(reason);
  });

  test('what is no error of the client is thrown on, and so is the caller’s abort', () => {
    const bug = new TypeError('x is not a function');
    expect(() => problemOf(bug)).toThrow(bug);
    const aborted = new HttpError('ABORTED', 'stopped');
    expect(() => problemOf(aborted)).toThrow(aborted);
  });
});
