import { describe, expect, it } from 'vitest';
import { readmeProblems } from '../../src/docs/readme-rules.ts';
import { repositoryOf } from './example-repository.ts';

const SECTIONS = ['Install', 'Example', 'Options', 'Error codes', 'Ports', 'What it does not do'];
const textOf = (sections: readonly string[]) =>
  `# @provkit/a\n\nDoes one thing.\n\n${sections.map((name) => `## ${name}\n\ntext\n`).join('\n')}`;
const problemsOf = (readme: string) =>
  readmeProblems(
    repositoryOf({ 'packages/a/package.json': '{}', 'packages/a/README.md': readme }),
  ).map(({ message }) => message);

describe('readmeProblems', () => {
  it('style 46, 47: takes the sections in their order, with others between', () => {
    expect(problemsOf(textOf(SECTIONS))).toEqual([]);
    expect(problemsOf(textOf(['Why', ...SECTIONS, 'License']))).toEqual([]);
  });

  it.each(SECTIONS.map((name, index) => [name, index] as const))(
    'style 46, 47: misses %s',
    (_, index) => {
      expect(problemsOf(textOf(SECTIONS.toSpliced(index, 1)))).toEqual([
        expect.stringContaining('lacks a section with'),
      ]);
    },
  );

  it('style 46, 47: refuses another order', () => {
    const swapped = ['Install', 'Options', 'Example', 'Error codes', 'Ports', 'Not'];
    expect(problemsOf(textOf(swapped))).toEqual(['lacks a section with options at its place']);
  });

  it('style 46: wants a name and a sentence before anything else', () => {
    expect(problemsOf(textOf(SECTIONS).replace('# @provkit/a\n', ''))).toContain(
      'does not begin with its name',
    );
    expect(problemsOf(textOf(SECTIONS).replace('Does one thing.\n\n', ''))).toEqual([
      'does not say in a sentence what it is',
    ]);
  });

  it('misses the README of a package', () => {
    expect(readmeProblems(repositoryOf({ 'packages/a/package.json': '{}' }))).toEqual([
      { where: 'packages/a/README.md', message: 'is missing' },
    ]);
  });
});
