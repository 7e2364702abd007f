import { describe, expect, test } from 'vitest';
import { checkTimeVerified } from '../../../src/vsa/checks/time-verified.ts';
import { checkInput, NOW } from '../fixture.ts';

const HOUR_MS = 3_600_000;
const at = (offsetMs: number) => new Date(NOW.getTime() + offsetMs).toISOString();

const check = (timeVerified: unknown, maxAgeMs?: number, slsaVersion = '1.2') =>
  checkTimeVerified(
    checkInput(maxAgeMs === undefined ? {} : { maxAgeMs }, (predicate) =>
      Object.assign(predicate, { timeVerified, slsaVersion }),
    ),
  );

describe('check time-verified', () => {
  test('holds for a time before now, however long ago unless that is asked', () => {
    expect(check(at(-1)).status).toBe('pass');
    expect(check('1985-04-12T23:20:50.52Z').status).toBe('pass');
  });

  test('holds up to the maximum age, and not beyond it', () => {
    expect(check(at(-HOUR_MS), HOUR_MS).status).toBe('pass');
    expect(check(at(-HOUR_MS - 1), HOUR_MS)).toMatchObject({
      status: 'fail',
      reason: 'timestamp_invalid',
      expected: `not before ${at(-HOUR_MS)}`,
      actual: at(-HOUR_MS - 1),
    });
  });

  test('fails for the future, beyond what clocks differ', () => {
    expect(check(at(300_000)).status).toBe('pass');
    expect(check(at(300_001))).toMatchObject({
      status: 'fail',
      reason: 'timestamp_invalid',
      expected: `not after ${at(0)}`,
      hint: expect.stringContaining('clock'),
    });
  });

  test.each([[undefined], [null], ['']])(
    '%j: unset since SLSA 1.1, required in 1.0 and for an age',
    (time) => {
      expect(check(time)).toMatchObject({ status: 'not_applicable' });
      expect(check(time, HOUR_MS)).toMatchObject({ status: 'fail', actual: 'absent' });
      expect(check(time, undefined, '1.0')).toMatchObject({
        status: 'fail',
        reason: 'predicate_malformed',
        message: expect.stringContaining('SLSA 1.0'),
      });
    },
  );

  test.each([
    ['yesterday'],
    ['2026-01-31'],
    ['2026-01-31T11:00:00+01:00'],
    ['2026-02-30T00:00:00Z'],
  ])('malformed: %j is no time', (time) => {
    expect(check(time)).toMatchObject({
      status: 'fail',
      reason: 'predicate_malformed',
      actual: time,
    });
  });

  test.each([
    [90_000, '90 seconds'],
    [150_000, '2 minutes'],
    [3 * HOUR_MS, '3 hours'],
    [72 * HOUR_MS, '3 days'],
  ])('an age of %i ms is said as %s', (age, text) => {
    expect(check(at(-age), 1000).message).toContain(`verified ${text} ago`);
  });
});
