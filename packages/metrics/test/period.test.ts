import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epochMs } from '../src/period.ts';

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
