import { describe, expect, test } from 'vitest';
import {
  accept,
  acceptedOf,
  EMPTY_LOCKFILE,
  parseLockfile,
  serializeLockfile,
} from '../../src/lock/lockfile.ts';
import { isPredicateError } from '../../src/predicate-error.ts';
import { accepted } from './accepted.ts';

function refusal(content: unknown): string {
  try {
    parseLockfile(
      typeof content === 'string' ? content : JSON.stringify(content),
      'provenance.lock.json',
    );
  } catch (error) {
    if (isPredicateError(error)) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'accepted';
}

describe('provenance.lock.json (T12)', () => {
  test('what was accepted is read again, and the same lines are the same bytes', () => {
    const one = accept(accept(EMPTY_LOCKFILE, 'b', accepted()), 'a', accepted({ tag: 'v2.0.0' }));
    const other = accept(accept(EMPTY_LOCKFILE, 'a', accepted({ tag: 'v2.0.0' })), 'b', accepted());
    expect(serializeLockfile(one)).toBe(serializeLockfile(other));
    expect(parseLockfile(serializeLockfile(one), 'x')).toEqual(one);
    expect(serializeLockfile(one).endsWith('}\n')).toBe(true);
  });

  test('the next release takes the place of the last of its line, and of no other', () => {
    const before = accept(accept(EMPTY_LOCKFILE, 'a', accepted()), 'b', accepted());
    const after = accept(before, 'a', accepted({ tag: 'v9.0.0' }));
    expect([acceptedOf(after, 'a')?.tag, acceptedOf(after, 'b')?.tag]).toEqual([
      'v9.0.0',
      'v1.2.2',
    ]);
    expect(acceptedOf(before, 'a')?.tag).toBe('v1.2.2');
  });

  test('T15: a line is only what was written as one', () => {
    expect(acceptedOf(EMPTY_LOCKFILE, 'constructor')).toBeUndefined();
    expect(acceptedOf(EMPTY_LOCKFILE, '__proto__')).toBeUndefined();
  });

  const good = { version: 1, lines: { a: accepted() } };
  test.each([
    ['a member it does not know', { ...good, line: {} }, '#/line: a member that is not known here'],
    ['another version', { ...good, version: 2 }, '#/version: must be 1, is 2'],
    [
      'a release without a commit',
      { version: 1, lines: { a: { ...accepted(), commit: undefined } } },
      '#/lines/a/commit: the member "commit" is missing',
    ],
    [
      'a commit that is none',
      { version: 1, lines: { a: accepted({ commit: 'main' }) } },
      '#/lines/a/commit: must have the form',
    ],
    [
      'no files',
      { version: 1, lines: { a: accepted({ artifacts: [] }) } },
      '#/lines/a/artifacts: ',
    ],
    ['no JSON', '{', 'provenance.lock.json: '],
    ['a key that stands twice', '{"version":1,"version":1,"lines":{}}', 'provenance.lock.json: '],
  ])('malformed: refuses %s', (_, content, expected) => {
    expect(refusal(content)).toContain(expected);
    expect(refusal(content)).toMatch(/^LOCK_INVALID /);
  });
});
