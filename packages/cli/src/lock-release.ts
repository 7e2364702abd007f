import type { Report } from '@provkit/predicate';
import type { AcceptedRelease, Lineage, Lockfile } from '@provkit/predicate/lock';
import type { LockRequest } from './args/lock-options.ts';
import { CliError } from './cli-error.ts';

/** A lockfile that was read, and what to do with it. */
export interface OpenLock {
  readonly request: LockRequest;
  readonly lockfile: Lockfile;
  /** Absent: nothing of the line was accepted yet. */
  readonly lineage?: Lineage;
}

/**
 * Reads the lockfile of a request. A line that is not in it yet is accepted on purpose only: otherwise the first to come
 * would be trusted (T12).
 * @throws CliError USAGE, FILE_UNREADABLE; PredicateError LOCK_INVALID
 */
export async function openLock(request: LockRequest, cwd: string): Promise<OpenLock> {
  const { acceptedOf } = await import('@provkit/predicate/lock');
  const { loadLockfile, orderOfCommits } = await import('./compose/lockfile.ts');
  const { file, line, isUpdate, commit } = request;
  const lockfile = await loadLockfile(file, cwd, { mayBeAbsent: isUpdate });
  const accepted = acceptedOf(lockfile, line);
  if (!accepted && !isUpdate) {
    throw new CliError(
      'USAGE',
      `${file} has no line ${JSON.stringify(line)}: review the release, then accept it with --update-lock`,
    );
  }
  if (!accepted) return { request, lockfile };
  const order = await orderOfCommits(accepted.commit, commit, cwd);
  return { request, lockfile, lineage: { accepted, commitOrder: order, isFrozen: !isUpdate } };
}

/**
 * Writes releases that passed into the lockfile, if that was asked for and all of them did.
 * @returns a line for people, or `undefined` if nothing was to be done
 */
export async function updateLock(
  { request, lockfile }: OpenLock,
  reports: readonly Report[],
  cwd: string,
): Promise<string | undefined> {
  if (!request.isUpdate) return undefined;
  const { accept, acceptedFrom } = await import('@provkit/predicate/lock');
  const passed = reports.flatMap((report) =>
    report.verdict === 'pass' ? [acceptedFrom(report)] : [],
  );
  const [first] = passed;
  if (!first || passed.length < reports.length)
    return `${request.file}: not updated, for not every file passed\n`;
  const { saveLockfile } = await import('./compose/lockfile.ts');
  await saveLockfile(request.file, cwd, accept(lockfile, request.line, together(first, passed)));
  return `${request.file}: ${first.tag} is the release accepted last of ${request.line}\n`;
}

/** One release with all of its files. */
function together(first: AcceptedRelease, all: readonly AcceptedRelease[]): AcceptedRelease {
  const artifacts = [...new Set(all.flatMap((one) => one.artifacts))].toSorted();
  return { ...first, artifacts };
}
