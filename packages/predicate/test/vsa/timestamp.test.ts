import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTimestamp } from '../../src/vsa/timestamp.ts';

describe('a timestamp', () => {
  test.each([
    ['1985-04-12T23:20:50.52Z', 482196050520],
    ['2024-06-12T07:24:34.351608Z', 1718177074351],
    ['2024-02-29T00:00:00Z', 1709164800000],
    ['1970-01-01T00:00:00Z', 0],
  ])('%s is %i', (text, ms) => {
    expect(parseTimestamp(text)).toBe(ms);
  });

  test.each([
    [''],
    ['2024-06-12'],
    ['2024-06-12T07:24:34'],
    ['2024-06-12T07:24:34+00:00'],
    ['2024-06-12 07:24:34Z'],
    ['2024-06-12t07:24:34z'],
    ['2024-02-30T00:00:00Z'],
    ['2023-02-29T00:00:00Z'],
    ['2024-13-01T00:00:00Z'],
    ['2024-06-12T24:00:00Z'],
    ['2024-06-12T07:24:60Z'],
    ['2024-06-12T07:24:34.Z'],
    ['+12024-06-12T07:24:34Z'],
    ['2024-06-12T07:24:34Z\n'],
    ['12 Jun 2024'],
    ['1718177074'],
  ])('malformed: %j is none', (text) => {
    expect(parseTimestamp(text)).toBeUndefined();
  });

  test('every time of ours is read back', () => {
    const time = fc.date({
      min: new Date(0),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(time, (date) => {
        expect(parseTimestamp(date.toISOString())).toBe(date.getTime());
      }),
    );
  });
});
