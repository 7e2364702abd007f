import { hostileText, runnerCommands } from '@provkit/testkit/text';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitPrintable, printable, printableJson } from '../src/printable.ts';

const anyText = fc.oneof(fc.string({ unit: 'binary' }), hostileText);

describe('printable text', () => {
  test.each([
    ['a line feed', 'a\nb', 'a\\u{a}b'],
    ['a sequence that clears the screen', '\u001b[2J', '\\u{1b}[2J'],
    ['C1 controls', '\u009b31m', '\\u{9b}31m'],
    ['a change of direction', 'v1\u202egnp.exe', 'v1\\u{202e}gnp.exe'],
    ['an invisible letter', 'wid\u200bgets\u3164', 'wid\\u{200b}gets\\u{3164}'],
    ['a blank that is no space', 'a\u00a0b', 'a\\u{a0}b'],
    ['a separator of lines', 'a\u2028b', 'a\\u{2028}b'],
    ['half of a pair', 'a\ud800', 'a\\u{d800}'],
    ['a noncharacter', '\ufffe', '\\u{fffe}'],
    ['a workflow command', '::error::x', '\\u{3a}:error::x'],
    ['a former workflow command', 'x ##[error]', 'x ##\\u{5b}error]'],
    ['a comment of HTML', '<!-- x -->', '<\\u{21}-- x -->'],
  ])('T16: %s is written as its number', (_, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  test('everything else stays', () => {
    for (const text of ['refs/tags/v1.2.3-ä 日本 😀', 'a::b', 'x <b> # [y]', '']) {
      expect(printable(text)).toBe(text);
    }
  });

  test('T3, T16: is one line without anything invisible or marked, and is its own printable text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = printable(text);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}|<!--|##\[|^ *::/u);
        expect(shown.isWellFormed()).toBe(true);
        expect(printable(shown)).toBe(shown);
      }),
    );
  });

  test('T16: on a line of its own is no workflow command', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(runnerCommands(`  ${printable(text)}`)).toEqual([]);
      }),
    );
  });

  test('the runner’s rules find what is a command, so that the test above can fail', () => {
    const log = ' ::error title=a%2C b,file=x::c%0Ad\nx ##[warning]y\n::unknown::z';
    expect(runnerCommands(log)).toEqual([
      { name: 'error', properties: { title: 'a, b', file: 'x' }, data: 'c\nd' },
      { name: 'warning', properties: {}, data: 'y' },
    ]);
  });
});

describe('printable JSON', () => {
  test('T16: is JSON of the same value in which every character shows', () => {
    fc.assert(
      fc.property(anyText, anyText, (one, two) => {
        const value = { [`k${one}`]: [two, 1, null, { tag: one }] };
        const json = printableJson(value);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(json).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|<!--|##\[/u);
        expect(runnerCommands(json)).toEqual([]);
      }),
    );
  });

  test.each([
    ['v\u202e1', '"v\\u202e1"'],
    ['\u{e0041}', '"\\udb40\\udc41"'],
    ['##[error]', '"##\\u005berror]"'],
    ['<!-- x', '"\\u003c!-- x"'],
    ['##<!--[', '"##\\u003c!--["'],
  ])('T16: %j is written with the escapes of JSON', (text, json) => {
    expect(printableJson(text)).toBe(json);
  });

  test('is indented by two, without a final newline', () => {
    expect(printableJson({ a: [1] })).toBe('{\n  "a": [\n    1\n  ]\n}');
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

  test('stays whole where it fits, and its escapes are never cut', () => {
    expect(fitPrintable('abc', 3)).toBe('abc');
    expect(fitPrintable('abcd', 3)).toBe('ab…');
    expect(fitPrintable('a\u200bb', 8)).toBe('a…');
  });
});
