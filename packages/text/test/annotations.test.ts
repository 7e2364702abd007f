import { hostileText, runnerCommands } from '@provkit/testkit/text';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Annotation, annotationCommands } from '../src/annotations.ts';

const ERROR: Annotation = { level: 'error', title: 'a title', lines: ['one', 'two'] };
const commands = (...annotations: readonly Annotation[]) =>
  runnerCommands(annotationCommands(annotations, 'provkit'));

describe('annotations of a workflow', () => {
  test('are commands that the runner reads, errors first', () => {
    const place = { file: 'a/b.json', line: 3, column: 7 };
    expect(commands({ ...ERROR, level: 'notice' }, { ...ERROR, place })).toEqual([
      {
        name: 'error',
        properties: { file: 'a/b.json', line: '3', col: '7', title: 'a title' },
        data: 'one\ntwo',
      },
      { name: 'notice', properties: { title: 'a title' }, data: 'one\ntwo' },
    ]);
    expect(annotationCommands([], 'provkit')).toBe('');
  });

  test('are ten of a level, of which the last says how many there are more', () => {
    const many = (count: number) => Array.from({ length: count }, () => ERROR);
    expect(commands(...many(10)).at(-1)?.data).toBe('one\ntwo');
    const found = commands(...many(23), { ...ERROR, level: 'warning' });
    expect(found.map(({ name }) => name)).toEqual([...Array<string>(10).fill('error'), 'warning']);
    expect(found.at(9)).toEqual({
      name: 'error',
      properties: { title: 'provkit' },
      data: '14 more: the report has them all',
    });
  });

  test('T16: no text starts another command or ends its property', () => {
    fc.assert(
      fc.property(hostileText, hostileText, hostileText, (title, line, file) => {
        const place = { file, line: 1, column: 1 };
        const output = annotationCommands([{ ...ERROR, title, lines: [line], place }], 'provkit');
        expect(output.trimEnd().split('\n')).toHaveLength(1);
        const [command, ...others] = runnerCommands(output);
        expect(others).toEqual([]);
        expect(command?.name).toBe('error');
        expect(Object.keys(command?.properties ?? {})).toEqual(['file', 'line', 'col', 'title']);
        expect(command?.data).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});
