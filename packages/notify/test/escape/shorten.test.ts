import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeMrkdwn } from '../../src/escape/mrkdwn.ts';
import { fitEscaped, shorten } from '../../src/escape/shorten.ts';
import { hostileText } from '../hostile.ts';

describe('shortening', () => {
  test('counts code points, and says how many are missing', () => {
    expect(shorten('😀😀😀', 3)).toBe('😀😀😀');
    expect(shorten('😀😀😀😀', 3)).toBe('😀😀😀… (1 more characters)');
    expect(shorten('', 0)).toBe('');
  });

  test('fitting keeps to the length, and cuts neither a character nor an escape', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 60 }), (text, most) => {
        const shown = fitEscaped(text, most, escapeMrkdwn);
        expect(shown.length).toBeLessThanOrEqual(most);
        if (escapeMrkdwn(text).length <= most) expect(shown).toBe(escapeMrkdwn(text));
        const beginning = Array.from(text, escapeMrkdwn);
        const lengths = beginning.map((_, index) => beginning.slice(0, index).join(''));
        if (shown !== escapeMrkdwn(text)) expect(lengths).toContain(shown.slice(0, -1));
      }),
    );
  });

  test('fitting takes as much as there is room for', () => {
    expect(fitEscaped('a&b', 7, escapeMrkdwn)).toBe('a&amp;b');
    expect(fitEscaped('a&b', 6, escapeMrkdwn)).toBe('a…');
    expect(fitEscaped('a&bc', 7, escapeMrkdwn)).toBe('a&amp;…');
  });
});
