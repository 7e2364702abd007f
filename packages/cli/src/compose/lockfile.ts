import { readConfigFile } from '@provkit/predicate/files';
import type { CommitOrder, Lockfile } from '@provkit/predicate/lock';
import { CliError } from '../cli-error.ts';
import { readInput } from '../read-input.ts';

/**
 * A lockfile.
 * @param options `mayBeAbsent`: an absent file is one in which nothing was accepted yet.
 * @throws CliError FILE_UNREADABLE; PredicateError LOCK_INVALID
 */
export async function loadLockfile(
  file: string,
  cwd: string,
  { mayBeAbsent }: { readonly mayBeAbsent: boolean },
): Promise<Lockfile> {
  const { EMPTY_LOCKFILE, parseLockfile } = await import('@provkit/predicate/lock');
  try {
    return parseLockfile(await readInput(file, cwd, readConfigFile), file);
  } catch (error) {
    const { cause } = error instanceof CliError ? error : {};
    const isAbsent = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    if (mayBeAbsent && isAbsent) return EMPTY_LOCKFILE;
    throw error;
  }
}

/** Replaces a lockfile, wholly or not at all. @throws CliError FILE_UNREADABLE */
export async function saveLockfile(file: string, cwd: string, lockfile: Lockfile): Promise<void> {
  const { serializeLockfile } = await import('@provkit/predicate/lock');
  const { replaceFile } = await import('../adapters/replace-file.ts');
  await readInput(file, cwd, (path) => replaceFile(path, serializeLockfile(lockfile)));
}

/** How a commit stands to an earlier one, by the Git repository that `cwd` is in. */
export async function orderOfCommits(from: string, to: string, cwd: string): Promise<CommitOrder> {
  return (await import('../adapters/git.ts')).commitOrder(from, to, cwd);
}
