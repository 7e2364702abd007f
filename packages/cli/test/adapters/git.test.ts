import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commitOrder } from '../../src/adapters/git.ts';

const PERSON = ['-c', 'user.name=sam', '-c', 'user.email=sam@example.com'];
const UNKNOWN = 'f'.repeat(40);

let folder: string;
const git = (...args: string[]) =>
  execFileSync('git', [...PERSON, ...args], { cwd: folder, encoding: 'utf8' }).trim();
/** A commit of the empty tree. */
const commit = (message: string, ...parents: string[]) =>
  git(
    'commit-tree',
    '-m',
    message,
    ...parents.flatMap((parent) => ['-p', parent]),
    git('hash-object', '-t', 'tree', '-w', '/dev/null'),
  );

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'provkit-git-'));
  git('init', '-q');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('commitOrder (spec 1.3 #21, T12)', () => {
  test('says how two commits of the history stand', async () => {
    const first = commit('first');
    const [left, right] = [commit('left', first), commit('right', first)];
    expect(await commitOrder(first, first, folder)).toBe('same');
    expect(await commitOrder(first, left, folder)).toBe('descendant');
    expect(await commitOrder(left, first, folder)).toBe('ancestor');
    expect(await commitOrder(left, right, folder)).toBe('diverged');
  });

  test('is unknown of a commit that is not there, and where there is no repository', async () => {
    expect(await commitOrder(commit('first'), UNKNOWN, folder)).toBe('unknown');
    expect(await commitOrder(UNKNOWN, 'e'.repeat(40), join(folder, '.git', 'refs'))).toBe(
      'unknown',
    );
  });

  test('a replacement in the clone does not rewrite the history', async () => {
    const [first, old] = [commit('first'), commit('unrelated')];
    git('replace', '--graft', old, first);
    expect(await commitOrder(first, old, folder)).toBe('diverged');
  });
});
