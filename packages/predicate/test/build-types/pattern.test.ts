import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePattern } from '../../src/build-types/pattern.ts';

const matches = (pattern: string, word: string) => {
  const parsed = parsePattern(pattern);
  if (!parsed) throw new Error(`${pattern} is no pattern`);
  return parsed.test(word);
};
const TOOL = 'https://github.com/{name}/{name}/.github/workflows/{name}@refs/tags/v{version}';

describe('parsePattern', () => {
  test.each([
    ['https://github.com/acme/tool/.github/workflows/build.yml@refs/tags/v1.2.3', true],
    ['https://github.com/acme/.github/.github/workflows/build.yml@refs/tags/v10.0.0', true],
    ['https://github.com/acme/tool/.github/workflows/build.yml@refs/tags/v1.2.3-rc.1', false],
    ['https://github.com/acme/tool/.github/workflows/build.yml@refs/tags/v01.2.3', false],
    ['https://github.com/acme/tool/.github/workflows/build.yml@refs/tags/v1.2', false],
    ['https://github.com/acme/tool/.github/workflows/build.yml@refs/heads/main', false],
    ['https://github.com/acme/../.github/workflows/build.yml@refs/tags/v1.2.3', false],
    ['https://github.com/./tool/.github/workflows/build.yml@refs/tags/v1.2.3', false],
    ['https://github.com/acme%2Ftool/x/.github/workflows/build.yml@refs/tags/v1.2.3', false],
    ['https://github.com/acme/tool/x/.github/workflows/build.yml@refs/tags/v1.2.3', false],
    ['https://github.com/\u0430cme/tool/.github/workflows/build.yml@refs/tags/v1.2.3', false],
    ['https://github.com/acme/tool/.github/workflows/build.yml@refs/tags/v1.2.3\n', false],
    [' https://github.com/acme/tool/.github/workflows/build.yml@refs/tags/v1.2.3', false],
    ['https://github_com/acme/tool/.github/workflows/build.yml@refs/tags/v1.2.3', false],
    ['', false],
  ])('a released workflow: %j is %s', (word, expected) => {
    expect(matches(TOOL, word)).toBe(expected);
  });

  test.each([
    ['{name}{version}'],
    ['{name}x'],
    ['{version}.4'],
    ['{version}1'],
    ['{other}'],
    ['{'],
    ['a}'],
    ['{constructor}'],
    ['{name}-{name}'],
  ])('refuses %j, where a part could end in two places or there is no such part', (pattern) => {
    expect(parsePattern(pattern)).toBeUndefined();
  });

  test('text stands for itself', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, other) => {
        const literal = text.replace(/[{}]/g, '');
        expect(matches(literal, literal)).toBe(true);
        expect(matches(literal, other)).toBe(literal === other);
      }),
    );
  });

  test('T15: a hostile word of a megabyte takes one pass', () => {
    for (const piece of ['a', '.', '/', 'a/', '1.', '@', 'https://github.com/a/']) {
      expect(matches(TOOL, `https://github.com/${piece.repeat(1_000_000 / piece.length)}!`)).toBe(
        false,
      );
    }
    expect(matches('v{version}-{name}', `v1.2.3-${'a'.repeat(1_000_000)}`)).toBe(true);
    expect(matches('v{version}', `v${'1'.repeat(1_000_000)}`)).toBe(false);
  });
});
