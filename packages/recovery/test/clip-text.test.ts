import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clipText } from '../src/clip-text.ts';

describe('a text that is kept', () => {
  test('is as it is where it is short enough, and says so where it was cut', () => {
    expect(clipText('abc', 3)).toBe('abc');
    expect(clipText('abcd', 3)).toBe('ab…');
    expect(clipText('a\u{1F4A5}bc', 3)).toBe('a…');
    expect(clipText('\u{1F4A5}bc', 3)).toBe('\u{1F4A5}…');
    expect(clipText('x'.repeat(5000))).toHaveLength(4096);
  });

  test('T15: is well-formed and no longer than it may be, whatever was said', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 20 }), (text, most) => {
        const clipped = clipText(`${text}\uD83D`, most);
        expect(clipped.isWellFormed()).toBe(true);
        expect(clipped.length).toBeLessThanOrEqual(most);
      }),
    );
  });
});
