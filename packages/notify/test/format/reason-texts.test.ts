import { describe, expect, test } from 'vitest';
import {
  CLASS_TEXTS,
  isKnownReason,
  REASON_TEXTS,
  textsOf,
} from '../../src/format/reason-texts.ts';

const sentences = [
  ...Object.values(REASON_TEXTS).flatMap(({ what, first }) => [what, first]),
  ...Object.values(CLASS_TEXTS).flatMap(({ matters, now, after }) => [matters, now, ...after]),
];

describe('the words of the reasons', () => {
  test.each(sentences)('are short, exact sentences: %s', (sentence) => {
    expect(sentence).toMatch(/^[A-Z][^!]*\.$/);
    expect(sentence.length).toBeLessThanOrEqual(120);
    expect(sentence).not.toMatch(/\p{Extended_Pictographic}|[<>`*|@#]/u);
  });

  test('tell the reasons apart', () => {
    const whats = Object.values(REASON_TEXTS).map(({ what }) => what);
    expect(new Set(whats).size).toBe(whats.length);
  });

  test('spec 2.1: nobody is told to rerun a security failure or a release one', () => {
    for (const failureClass of ['security', 'release'] as const) {
      expect(CLASS_TEXTS[failureClass].after.join(' ')).toContain('Do not rerun');
    }
  });

  test('of a reason that is not known assume the worst', () => {
    for (const reason of ['something_new', 'toString', '__proto__', '']) {
      expect(isKnownReason(reason)).toBe(false);
      expect(textsOf(reason).class).toBe('security');
      expect(textsOf(reason).what).toBe('A check failed that this version has no words for.');
    }
  });
});
