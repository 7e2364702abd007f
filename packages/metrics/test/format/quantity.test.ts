import { describe, expect, it } from 'vitest';
import { duration, quantity } from '../../src/format/quantity.ts';

const percent = (value: number | null) => quantity(value, { unit: '1' });

describe('quantity', () => {
  it('rounds a share, and never to all or to nothing what is neither', () => {
    expect([0, 0.0004, 0.0005, 0.9494, 0.9994, 0.9995, 0.99999, 1].map(percent)).toEqual([
      '0 %',
      '< 0.1 %',
      '0.1 %',
      '94.9 %',
      '99.9 %',
      '> 99.9 %',
      '> 99.9 %',
      '100 %',
    ]);
  });

  it('rounds issues per run, and never to nothing', () => {
    const perRun = (value: number) => quantity(value, { unit: '{issue}/{run}' });
    expect([0, 0.004, 0.005, 0.126, 1234.5].map(perRun)).toEqual([
      '0',
      '< 0.01',
      '0.01',
      '0.13',
      '1,234.5',
    ]);
  });

  it('has no number where there are no data', () => {
    expect(percent(null)).toBe('–');
  });
});

describe('duration', () => {
  it.each([
    [0, '0 s'],
    [0.25, '0.25 s'],
    [59.94, '59.9 s'],
    [59.99, '60 s'],
    [60, '1 min'],
    [3599.6, '1 h'],
    [3661, '1 h 1 min'],
    [86_399, '23 h 59 min'],
    [90_000, '1 d 1 h'],
    [86_400 * 400, '400 d'],
    [Number.MAX_SAFE_INTEGER / 1000, '104,249,991 d 8 h'],
  ])('writes %d s as %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});
