import { isDeepStrictEqual } from 'node:util';
import type { Report } from '@provkit/predicate';
import type { AcceptedRelease, Lineage } from '@provkit/predicate/lock';
import type { LockRequest } from './args/lock-options.ts';
import { CliError } from './cli-error.ts';
import type { Ports } from './ports.ts';

/** A lockfile that was read, and what to do with it. */
export interface OpenLock {
  readonly request: LockRequest;
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
  if (!accepted) return { request };
  const order = await orderOfCommits(accepted.commit, commit, cwd);
  return { request, lineage: { accepted, commitOrder: order, isFrozen: !isUpdate } };
}

/**
 * Writes releases that passed into the lockfile, if that was asked for and all of them did.
 * @returns a line for people, or `undefined` if nothing was to be done
 * @throws CliError LOCK_CHANGED: somebody accepted another release of the line meanwhile; FILE_UNWRITABLE; FilesError
 *   LOCK_TIMEOUT
 */
export async function updateLock(
  { request, lineage }: OpenLock,
  reports: readonly Report[],
  ports: Pick<Ports, 'cwd' | 'clock'>,
): Promise<string | undefined> {
  if (!request.isUpdate) return undefined;
  const { file, line } = request;
  const { accept, acceptedFrom, acceptedOf } = await import('@provkit/predicate/lock');
  const passed = reports.flatMap((report) =>
    report.verdict === 'pass' ? [acceptedFrom(report)] : [],
  );
  const [first] = passed;
  if (!first || passed.length < reports.length)
    return `${file}: not updated, for not every file passed\n`;
  const { changeLockfile } = await import('./compose/lockfile.ts');
  await changeLockfile(file, ports, (current) => {
    const isJudged = isDeepStrictEqual(acceptedOf(current, line), lineage?.accepted);
    if (isJudged) return accept(current, line, together(first, passed));
    throw new CliError(
      'LOCK_CHANGED',
      `${file}: the line ${JSON.stringify(line)} was changed while this release was judged against what it held before: judge it again`,
    );
  });
  return `${file}: ${first.tag} is the release accepted last of ${line}\n`;
}

/** One release with all of its files. */
function together(first: AcceptedRelease, all: readonly AcceptedRelease[]): AcceptedRelease {
  const artifacts = [...new Set(all.flatMap((one) => one.artifacts))].toSorted();
  return { ...first, artifacts };
}
