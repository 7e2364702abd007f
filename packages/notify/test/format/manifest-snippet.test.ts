import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { manifestSnippet } from '../../src/format/manifest-snippet.ts';

describe('the snippet of a manifest entry', () => {
  test('S4.3: is the entry as JSON when there is room for it', () => {
    const entry = { tag: 'v1.2.3', run_attempt: 1, override: { reason: 'x' } };
    expect(manifestSnippet(entry, 1000)).toEqual({
      text: JSON.stringify(entry, null, 2),
      omittedLines: 0,
    });
  });

  test('ends with a whole line, and says how many are missing', () => {
    const { text, omittedLines } = manifestSnippet({ a: 1, b: 2, c: 3 }, 21);
    expect(text).toBe('{\n  "a": 1,\n  "b": 2,');
    expect(omittedLines).toBe(2);
  });

  test('shortens long values and deep ones', () => {
    const { text } = manifestSnippet(
      { notes: 'x'.repeat(300), a: { b: { c: { d: { e: 1 } } } } },
      5000,
    );
    expect(text).toContain(`"${'x'.repeat(200)}… (100 more characters)"`);
    expect(text).toContain('"d": "…"');
  });

  test('any JSON fits, and is read in bounded time', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(500), (entry, most) => {
        const { text, omittedLines } = manifestSnippet(entry, most);
        expect(text.length).toBeLessThanOrEqual(most);
        if (omittedLines === 0) expect(() => JSON.parse(text)).not.toThrow();
      }),
    );
    const huge = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, i) => [`k${i}`, 'v'.repeat(1000)]),
    );
    expect(manifestSnippet(huge, 1500).text.length).toBeLessThanOrEqual(1500);
  });
});
