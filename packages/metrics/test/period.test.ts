import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epochMs, resolvePeriod } from '../src/period.ts';

describe('epochMs', () => {
  it('gives what Date.parse gives, for every time that an event can have', () => {
    const times = fc.date({
      min: new Date('0000-01-01T00:00:00.000Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(times, (time) => {
        expect(epochMs(time.toISOString())).toBe(time.getTime());
      }),
      { numRuns: 1000 },
    );
    for (const day of ['2024-02-29', '2000-02-29', '1900-03-01', '2026-12-31', '2027-01-01']) {
      expect(epochMs(`${day}T00:00:00.000Z`)).toBe(Date.parse(day));
    }
  });
});

describe('resolvePeriod', () => {
  const [first, last] = ['0000-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'];

  it('takes the first and the last time that an event can have', () => {
    const window = { from: new Date(first), to: new Date(last) };
    expect(resolvePeriod(window, new Date(last))).toEqual({ from: first, to: last, asOf: last });
  });

  it('refuses a millisecond more: its text would not compare as times do', () => {
    const refusal = expect.objectContaining({ code: 'WINDOW_INVALID' });
    const from = new Date(Date.parse(first) - 1);
    expect(() => resolvePeriod({ from, to: new Date(last) }, new Date(last))).toThrow(refusal);
    const asOf = new Date(Date.parse(last) + 1);
    expect(() => resolvePeriod({ from: new Date(first), to: new Date(last) }, asOf)).toThrow(
      refusal,
    );
  });
});
