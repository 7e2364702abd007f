import { ARTIFACT, type SignOptions } from '@provkit/testkit';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { by, fails, sigstore, stamped, verdict } from './ask.ts';

/** Logged without a promise: the time must come from a timestamp. */
const options: SignOptions = { log: 'proof' };

describe('T7: the local clock never decides', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test.each([['1999-01-01T00:00:00Z'], ['2099-01-01T00:00:00Z']])('not in %s either', (today) => {
    vi.useFakeTimers({ now: new Date(today), toFake: ['Date'] });
    expect(new Date().toISOString()).toMatch(today.slice(0, 10));
    expect(verdict()).toBe('pass');
    expect(verdict({ options, change: stamped(by(sigstore)) })).toBe('pass');
    expect(verdict({ options: { loggedAfterMs: 601_000 } })).toMatch(
      fails('certificate', 'not valid'),
    );
    expect(verdict({ options })).toMatch(fails('observed-time', 'nobody'));
    const message = { message: ARTIFACT.bytes } satisfies SignOptions;
    expect(verdict({ options: message })).toBe('pass');
  });
});
