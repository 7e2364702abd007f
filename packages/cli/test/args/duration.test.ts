import { describe, expect, test } from 'vitest';
import { parseDurationMs } from '../../src/args/duration.ts';

describe('a length of time', () => {
  test.each([
    ['45s', 45_000],
    ['90m', 5_400_000],
    ['12h', 43_200_000],
    ['30d', 2_592_000_000],
  ])('%s is %i ms', (text, ms) => {
    expect(parseDurationMs(text, '--max-age')).toBe(ms);
  });

  test.each([
    [''],
    ['0s'],
    ['30'],
    ['d'],
    ['-1d'],
    ['1.5h'],
    ['1w'],
    ['1D'],
    ['1 d'],
    ['9999999999d'],
  ])('malformed: %j is refused with the option’s name', (text) => {
    expect(() => parseDurationMs(text, '--max-age')).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringContaining('--max-age') }),
    );
  });
});
