import { describe, expect, it } from 'vitest';
import { trackedProblems } from '../../src/docs/tracked-rules.ts';
import { repositoryOf } from './example-repository.ts';

const LOCK = { 'package-lock.json': '{"packages":{"a":{"resolved":"packages/a","link":true}}}' };
const folder = (...names: string[]) => `/${names.join('/')}/`; // so that this file names none itself
const problemsOf = (files: Record<string, string>) =>
  trackedProblems(repositoryOf({ ...LOCK, ...files })).map(
    ({ where, message }) => `${where}: ${message}`,
  );

describe('trackedProblems', () => {
  it.each([folder('work'), folder('tmp', 'bash_jobs')])('refuses a file that names %s', (path) => {
    for (const text of [`see ${path}main`, `"${path}x"`, `file://${path}x`.replace('//', '')]) {
      expect(problemsOf({ 'docs/a.md': `one\n${text}\n` })).toEqual([
        `docs/a.md:2: names a folder of a machine: ${path}`,
      ]);
    }
  });

  it('takes folders of that name elsewhere in a path', () => {
    const text = `home${folder('runner', 'work')}x .${folder('work')}x Zm9v+${folder('work')}x`;
    expect(problemsOf({ 'a.ts': text, 'a.tgz': folder('work') })).toEqual([]);
  });

  it.each(['https://registry.example.test/a.tgz', 'http://127.0.0.1/a.tgz', 'git+ssh://x'])(
    'refuses a lock file that resolves to %s',
    (address) => {
      const lock = `{\n"resolved": "${address}"}`;
      expect(problemsOf({ 'package-lock.json': lock })).toEqual([
        expect.stringContaining('package-lock.json:2: names a registry'),
      ]);
    },
  );

  it('does not pass without a lock file', () => {
    expect(trackedProblems(repositoryOf({}))).toEqual([
      { where: 'package-lock.json', message: 'is missing' },
    ]);
  });
});
