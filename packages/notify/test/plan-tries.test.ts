import { describe, expect, test } from 'vitest';
import { tryKey } from '../src/before-telling.ts';
import { attemptOf, iso, START } from './alerts.ts';
import { ALERT, anew, at, failed, next, unknown } from './plans.ts';

describe('trying again', () => {
  test.each([
    [null, true],
    [200, true], // { delivered: false }
    [408, true],
    [429, true],
    [500, true],
    [503, true],
    [400, false],
    [401, false],
    [403, false],
    [404, false],
    [410, false],
    [422, false],
  ])('after status %s: %s', (status, isAgain) => {
    const step = next([failed('edge', status)]);
    expect(step).toMatchObject(isAgain ? { kind: 'wait', rung: 'edge' } : at('webhook'));
    const waited = next([failed('edge', status)], { hasWaited: true });
    expect(waited).toEqual(isAgain ? at('edge', 2) : at('webhook'));
  });

  test('waits with full jitter, longer each time, and no more than three tries', () => {
    expect(next([failed('edge', 503)])).toEqual({ kind: 'wait', rung: 'edge', ms: 500 });
    expect(next([failed('edge', 503), failed('edge', 503, 2)])).toEqual({
      kind: 'wait',
      rung: 'edge',
      ms: 1000,
    });
    const three = [1, 2, 3].map((number) => failed('edge', 503, number));
    expect(next(three)).toEqual(at('webhook'));
  });

  test('waits as long as the server says, and takes the next rung when that is too long', () => {
    const limited = [failed('edge', 429)];
    const asked = (ms: number) => next(limited, { retryAfter: new Map([['edge', ms]]) });
    expect(asked(30_000)).toEqual({ kind: 'wait', rung: 'edge', ms: 30_500 });
    expect(asked(61_000)).toEqual(at('webhook'));
  });

  test('what a process was at that died is looked for before a rung above it is tried anew', () => {
    const open = attemptOf(ALERT, 'issue', { outcome: 'unknown', is_correction: false });
    const before = [failed('edge', 503), open];
    const look = { kind: 'look', rung: 'issue', try: 1, cause: 'fallback' };
    expect(anew(before)).toEqual(look);
    expect(next([attemptOf(ALERT, 'edge'), open])).toEqual({ ...look, cause: 'policy' });
    expect(anew(before, { rungs: ['edge'] })).toEqual(at('edge', 2));
  });

  test('nobody goes back to a rung that asked for too much time, once a lower one told people', () => {
    const limited = [failed('edge', 429)];
    const told = [...limited, attemptOf(ALERT, 'issue', { outcome: 'delivered' })];
    const retryAfter = new Map([['edge', 3_600_000]] as const);
    expect(next(told, { retryAfter })).toEqual({ kind: 'stop', because: 'delivered' });
    expect(next(told)).toEqual({ kind: 'stop', because: 'delivered' });
  });

  test('a refusal that names a time may pass, whatever its status', () => {
    const limited = [failed('issue', 403)];
    const retryAfter = new Map([['issue', 1000]] as const);
    expect(next(limited, { rungs: ['issue'], retryAfter })).toMatchObject({ kind: 'wait' });
    const other = new Map([['edge', 1000]] as const);
    expect(next(limited, { rungs: ['issue'], retryAfter: other })).toMatchObject({ kind: 'stop' });
  });
});

describe('telling anew what could not be told before', () => {
  test('tries again what had failed for good or too often', () => {
    expect(anew([failed('edge', 401), failed('webhook', 401)])).toEqual(at('edge', 2));
    const three = [1, 2, 3].map((number) => failed('edge', 503, number));
    expect(anew(three)).toEqual(at('edge', 4));
  });

  test('but not what was delivered or kept, and it looks for what may have been', () => {
    expect(anew([attemptOf(ALERT, 'edge')])).toMatchObject({ kind: 'stop' });
    expect(anew([unknown('edge')], { hasWaited: true })).toMatchObject({ kind: 'look' });
    const kept = [attemptOf(ALERT, 'spool', { status: null })];
    expect(anew(kept, { rungs: ['spool'] })).toEqual({ kind: 'stop', because: 'spooled' });
  });
});

describe('a try of which nobody knows whether it arrived', () => {
  test('is looked for before anything below it is done', () => {
    const look = { kind: 'look', rung: 'edge', try: 1, cause: 'fallback' };
    expect(next([unknown('edge')], { hasWaited: true })).toEqual(look);
    expect(next([unknown('edge')])).toMatchObject({ kind: 'wait', rung: 'edge' });
  });

  test('of a process that died is looked for at once', () => {
    const open = attemptOf(ALERT, 'issue', { outcome: 'unknown', is_correction: false });
    expect(next([failed('edge', 401), failed('webhook', 401), open])).toEqual({
      kind: 'look',
      rung: 'issue',
      try: 1,
      cause: 'fallback',
    });
  });

  test('that arrived after all cancels the lower rungs', () => {
    const late = [unknown('edge'), attemptOf(ALERT, 'edge', { at: iso(START + 1000) })];
    expect(next(late)).toEqual({ kind: 'stop', because: 'delivered' });
  });

  test('that did not is made again', () => {
    expect(next([unknown('edge'), failed('edge', null)], { hasWaited: true })).toEqual(
      at('edge', 2),
    );
  });

  test('and that cannot be found out leads to the next rung', () => {
    const looked = new Map([[tryKey('edge', 1), 2]]);
    expect(next([unknown('edge')], { looked })).toEqual(at('webhook'));
  });

  test('is not made again where nobody can be asked', () => {
    expect(next([failed('edge', 401), unknown('webhook')])).toEqual(at('issue'));
  });
});
