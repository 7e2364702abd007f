import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printable } from '../../src/format/printable.ts';
import { hostileText } from './hostile.ts';
import { runnerCommands } from './runner-command.ts';

describe('printable (T16)', () => {
  test('no character survives that does not show or turns the direction, and everything else does', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), hostileText), (text) => {
        const shown = printable(text);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(shown.isWellFormed()).toBe(true);
      }),
    );
    expect(printable('refs/tags/v1.2.3-ä 日本 😀')).toBe('refs/tags/v1.2.3-ä 日本 😀');
  });

  test.each([
    ['a line feed', 'a\nb', 'a\\u{a}b'],
    ['C1 controls', '\u009b31m', '\\u{9b}31m'],
    ['a change of direction', 'a\u202eb', 'a\\u{202e}b'],
    ['an invisible letter', 'wid\u200bgets\u3164', 'wid\\u{200b}gets\\u{3164}'],
    ['a blank that is no space', 'a\u00a0b', 'a\\u{a0}b'],
    ['a separator of lines', 'a\u2028b', 'a\\u{2028}b'],
    ['half of a pair', 'a\ud800', 'a\\u{d800}'],
    ['a noncharacter', '\ufffe', '\\u{fffe}'],
  ])('%s is written as its number', (_, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  test('no text on a line of its own is a workflow command', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(runnerCommands(`  ${printable(text)}`)).toEqual([]);
      }),
    );
    expect(printable('::error::x')).toBe('\\u{3a}:error::x');
    expect(printable('v1 ##[error]x')).toBe('v1 ##\\u{5b}error]x');
    expect(printable('a::b')).toBe('a::b');
  });

  test('the runner’s rules find what is a command, so that the test above can fail', () => {
    const log = ' ::error title=a%2C b,file=x::c%0Ad\nx ##[warning]y\n::unknown::z';
    expect(runnerCommands(log)).toEqual([
      { name: 'error', properties: { title: 'a, b', file: 'x' }, data: 'c\nd' },
      { name: 'warning', properties: {}, data: 'y' },
    ]);
  });
});
