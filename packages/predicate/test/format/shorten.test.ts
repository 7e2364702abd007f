import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shorten } from '../../src/format/shorten.ts';

test('a text that fits stays, a longer one says how much was left out', () => {
  expect(shorten('abcde', 5)).toBe('abcde');
  expect(shorten('abcdef', 5)).toBe('abcde… (1 more characters)');
});

test('no pair is cut in two', () => {
  expect(shorten('ab😀d', 3)).toBe('ab… (3 more characters)');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, most) => {
      expect(shorten(text, most).isWellFormed()).toBe(true);
    }),
  );
});
