import { resolve } from 'node:path';
import { readConfigFile } from '@provkit/predicate/files';
import type { CommitOrder, Lockfile } from '@provkit/predicate/lock';
import { accessFile } from '../access-file.ts';
import { CliError } from '../cli-error.ts';
import type { Ports } from '../ports.ts';
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

/** How long another process that updates the lockfile is waited for. */
const LOCK_TIMEOUT_MS = 60_000;
/** What the parser takes. */
const MAX_BYTES = 4 * 1024 * 1024;

/**
 * Changes a lockfile, wholly or not at all, and so that no line that another process accepts at the same time is lost.
 * @param change of what the file holds now; what it throws comes back, and the file stays as it is.
 * @throws CliError FILE_UNWRITABLE; FilesError LOCK_TIMEOUT; PredicateError LOCK_INVALID
 */
export async function changeLockfile(
  file: string,
  { cwd, clock }: Pick<Ports, 'cwd' | 'clock'>,
  change: (lockfile: Lockfile) => Lockfile,
): Promise<void> {
  const { EMPTY_LOCKFILE, parseLockfile, serializeLockfile } = await import(
    '@provkit/predicate/lock'
  );
  const { updateFile } = await import('@provkit/files/node');
  const next = (bytes: Uint8Array | undefined) =>
    serializeLockfile(change(bytes ? parseLockfile(bytes, file) : EMPTY_LOCKFILE));
  const options = { clock, timeoutMs: LOCK_TIMEOUT_MS, maxBytes: MAX_BYTES, isNewAllowed: true };
  await accessFile(file, 'written', () => updateFile(resolve(cwd, file), next, options));
}

/** How a commit stands to an earlier one, by the Git repository that `cwd` is in. */
export async function orderOfCommits(from: string, to: string, cwd: string): Promise<CommitOrder> {
  return (await import('../adapters/git.ts')).commitOrder(from, to, cwd);
}
