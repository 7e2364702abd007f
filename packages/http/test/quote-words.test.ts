import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quoteWords } from '../src/quote-words.ts';
import { createRedactor } from '../src/redact.ts';

describe('quoting somebody else', () => {
  test('shows what is short as it is', () => {
    expect(quoteWords('Not Found', 200)).toBe('Not Found');
    expect(quoteWords('', 200)).toBe('');
  });

  test('cuts between words', () => {
    expect(quoteWords('one two three', 9)).toBe('one two');
    expect(quoteWords('unbreakable', 5)).toBe('');
  });

  test('T18: a secret that would be cut in half does not show at all', () => {
    const token = `ghp_${'a1B2'.repeat(9)}`;
    const secret = 'Kx7Qp2Vn9Rt4Wz8L';
    const redactor = createRedactor({ secret });
    fc.assert(
      fc.property(fc.nat(60), fc.constantFrom('a ', 'word '), (count, word) => {
        for (const [text, head] of [
          [token, 'a1B2'],
          [secret, 'Kx7Q'],
        ] as const) {
          const shown = quoteWords(
            `${word.repeat(count)}${text} ${'after '.repeat(50)}`,
            100,
            redactor.redact,
          );
          expect(shown).not.toContain(head);
          expect(shown.length).toBeLessThanOrEqual(100);
        }
      }),
    );
  });

  test('reads no more of a long text than it needs', () => {
    let length = 0;
    const shown = quoteWords('word '.repeat(1_000_000), 100, (text) => {
      length = text.length;
      return text;
    });
    expect(length).toBeLessThanOrEqual(2000);
    expect(shown).toHaveLength(99);
  });
});
