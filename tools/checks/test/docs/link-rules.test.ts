import { describe, expect, it } from 'vitest';
import { featureMapProblems, linkProblems } from '../../src/docs/link-rules.ts';
import { repositoryOf } from './example-repository.ts';

const problemsOf = (text: string, more: Record<string, string> = {}) =>
  linkProblems(
    repositoryOf({ 'docs/a.md': text, 'README.md': '# Title\n', 'docs/sub/x.ts': '', ...more }),
  ).map(({ where, message }) => `${where}: ${message}`);

describe('linkProblems', () => {
  it.each([
    '[a](../README.md)',
    '[a](../README.md#title)',
    '[a](sub/x.ts)',
    '[a](sub)',
    '[a](sub/)',
    '[a](..)',
    '[a](#b)\n# B\n',
    '[a](https://example.test/x)',
    '[a](mailto:a@example.test)',
    '[a](sub/x.ts#L3)',
  ])('takes %s', (text) => {
    expect(problemsOf(text)).toEqual([]);
  });

  it.each([
    ['[a](README.md)', 'README.md: there is no docs/README.md'],
    ['[a](../readme.md)', '../readme.md: there is no readme.md'],
    ['[a](../README.md#other)', '../README.md#other: README.md has no heading #other'],
    ['[a](#b)', '#b: docs/a.md has no heading #b'],
    ['[a](/docs/a.md)', '/docs/a.md leaves the repository'],
    ['[a](../../x.md)', '../../x.md leaves the repository'],
    ['[a]: missing.md', 'missing.md: there is no docs/missing.md'],
  ])('refuses %s', (text, message) => {
    expect(problemsOf(`\n${text}`)).toEqual([`docs/a.md:2: ${message}`]);
  });
});

describe('featureMapProblems', () => {
  const problemsIn = (text: string) =>
    featureMapProblems(
      repositoryOf({ 'docs/feature-map.md': text, 'packages/a/src/x.ts': '' }),
    ).map(({ where, message }) => `${where}: ${message}`);

  it('takes files and folders that are there, and words that are no paths', () => {
    expect(problemsIn('S1 `packages/a/src/x.ts` `packages/a/` `status/x` `a/b c`')).toEqual([]);
  });

  it('refuses a path that is not there', () => {
    expect(problemsIn('| S1 |\n| `packages/a/src/y.ts` `packages/a` |')).toEqual([
      'docs/feature-map.md:2: there is no packages/a/src/y.ts',
    ]);
  });

  it('does not pass for a map that names nothing, or that is missing', () => {
    expect(problemsIn('soon')).toEqual(['docs/feature-map.md: names no file']);
    expect(featureMapProblems(repositoryOf({}))).toEqual([
      { where: 'docs/feature-map.md', message: 'is missing' },
    ]);
  });
});
