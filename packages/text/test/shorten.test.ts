import { hostileText } from '@provkit/testkit/text';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeMarkup } from '../src/markup.ts';
import { fitEscaped, shorten } from '../src/shorten.ts';

describe('shortening', () => {
  test('a text that fits stays, a longer one says how much was left out', () => {
    expect(shorten('', 0)).toBe('');
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

  test('fitting keeps to the length, and cuts neither a character nor an escape', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 60 }), (text, most) => {
        const shown = fitEscaped(text, most, escapeMarkup);
        expect(shown.length).toBeLessThanOrEqual(most);
        if (escapeMarkup(text).length <= most) expect(shown).toBe(escapeMarkup(text));
        const beginning = Array.from(text, escapeMarkup);
        const lengths = beginning.map((_, index) => beginning.slice(0, index).join(''));
        if (shown !== escapeMarkup(text)) expect(lengths).toContain(shown.slice(0, -1));
      }),
    );
  });

  test('fitting takes as much as there is room for', () => {
    expect(fitEscaped('a&b', 7, escapeMarkup)).toBe('a&amp;b');
    expect(fitEscaped('a&b', 6, escapeMarkup)).toBe('a…');
    expect(fitEscaped('a&bc', 7, escapeMarkup)).toBe('a&amp;…');
  });
});
