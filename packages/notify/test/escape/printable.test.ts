import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitPrintable, printable, printableJson } from '../../src/escape/printable.ts';
import { hostileText } from '../hostile.ts';

describe('printable text', () => {
  test.each([
    ['a\nb', 'a\\u{a}b'],
    ['v1\u202egnp.exe', 'v1\\u{202e}gnp.exe'],
    ['v\u200b1', 'v\\u{200b}1'],
    ['\u001b[2J', '\\u{1b}[2J'],
    ['\ud800', '\\u{d800}'],
    ['::error::x', '\\u{3a}:error::x'],
    ['x ##[error]', 'x ##\\u{5b}error]'],
    ['<!-- x -->', '<\\u{21}-- x -->'],
    ['ünïcödé 版本 😀', 'ünïcödé 版本 😀'],
  ])('T16: %j is shown as %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  test('T16: is one line without anything invisible', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = printable(text);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|<!--|##\[|^ *::/u);
        expect(printable(shown)).toBe(shown);
      }),
    );
  });

  test('T16: of JSON is JSON of the same value', () => {
    const value = { tag: 'v\u202e1', notes: '::error:: <!-- `x` -->', list: [1, null, '😀'] };
    expect(JSON.parse(printableJson(value))).toEqual(value);
    expect(printableJson(value)).toContain('"v\\u202e1"');
    expect(printableJson({ a: '\u{e0001}' })).toContain('"\\udb40\\udc01"');
  });
});

describe('a text that has to be cut', () => {
  test.each([
    ['<!-- provkit:delivery=x -->', '<\\u{21}-- provk'],
    ['##[error]x', '##\\u{5b}error]'],
    ['::set-output name=x::', '\\u{3a}:set-out'],
  ])('T3, T16: hides no mark in its beginning: %s', (mark, shown) => {
    const long = `${mark}${'\u200b'.repeat(200)}`;
    for (const most of [20, 40, 400]) {
      const fitted = fitPrintable(long, most);
      expect(fitted.length).toBeLessThanOrEqual(most);
      expect(fitted.startsWith(shown)).toBe(true);
    }
    expect(fitPrintable(mark, 400)).toBe(printable(mark));
  });
});
