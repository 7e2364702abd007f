import { randomUUID } from 'node:crypto';
import { access, link, readFile, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Clock } from '../clock.ts';
import { FilesError } from '../files-error.ts';
import { startStopwatch } from '../stopwatch.ts';
import {
  isGone,
  isNameOfGone,
  ownIdentity,
  type ProcessIdentity,
  processName,
} from './process-identity.ts';

/** Who holds a lock, as its file says. */
interface Holder extends Partial<Omit<ProcessIdentity, 'pid' | 'host'>> {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
  /** UTC, ISO 8601. */
  readonly since: string;
}

/** This process, as the holder of a lock. */
type OwnHolder = Holder & ProcessIdentity;

/** A lock that is held. */
export interface Lock {
  /** How long it was waited for, in ms. */
  readonly waitedMs: number;
  release(): Promise<void>;
}

/** How a lock is waited for. */
export interface LockOptions {
  /** In ms. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 500;

/**
 * Takes the lock that a file stands for, waiting for whoever has it. The lock of a process of this machine that no longer
 * lives is taken over.
 * @throws FilesError LOCK_TIMEOUT, naming the holder; the signal's reason when aborted
 */
export async function acquireLock(
  path: string,
  clock: Clock,
  { timeoutMs, signal }: LockOptions,
): Promise<Lock> {
  const since = new Date(clock.now()).toISOString();
  const self = await ownIdentity();
  const holder = { ...self, token: processName(self, randomUUID()), since };
  const stopwatch = startStopwatch(clock);
  let hasWaited = false;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    signal?.throwIfAborted();
    if (await tryToTake(path, holder)) {
      const waitedMs = hasWaited ? stopwatch.elapsedMs() : 0;
      return { waitedMs, release: () => release(path, holder) };
    }
    if (await removeIfDead(path, holder)) continue;
    const waitedMs = stopwatch.elapsedMs();
    const leftMs = timeoutMs - waitedMs;
    if (leftMs <= 0) throw await timeout(path, timeoutMs, waitedMs);
    hasWaited = true;
    await stopwatch.sleep(Math.min(pause, leftMs), signal);
  }
}

/**
 * Whether a file beside a lock was left by a process that died over it, so that anybody may remove it. It may have died
 * before there was anything in the file; then the name tells.
 */
export async function isLeftOver(path: string): Promise<boolean> {
  const self = await ownIdentity();
  return (await isAbandoned(path, self)) || isNameOfGone(basename(path), self);
}

async function isAbandoned(path: string, self: ProcessIdentity): Promise<boolean> {
  const holder = await readHolder(path);
  return holder !== undefined && isGone(holder, self);
}

/** A hard link appears with its content or not at all, so nobody ever reads half a lock. */
async function tryToTake(path: string, holder: OwnHolder): Promise<boolean> {
  if (await isThere(path)) return false; // nothing is written while somebody is waited for
  const temporary = `${path}.${holder.token}`;
  await writeFile(temporary, JSON.stringify(holder), { flag: 'wx' });
  try {
    await link(temporary, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function release(path: string, { token }: Holder): Promise<void> {
  const holder = await readHolder(path);
  if (holder?.token === token) await rm(path, { force: true });
}

/**
 * Removes the lock of a dead process. One at a time: between reading a dead holder and removing its file another could
 * have done the same and taken the lock, and we would remove a living one's. What guards the removal is a lock as well, so
 * that a process which dies over it stops nobody.
 * @returns whether the lock may be free now
 */
async function removeIfDead(path: string, self: OwnHolder): Promise<boolean> {
  if (!(await isAbandoned(path, self))) return false;
  const guard = `${path}.takeover`;
  if (!(await tryToTake(guard, self))) return removeIfDead(guard, self);
  try {
    if (!(await isAbandoned(path, self))) return false;
    await rm(path, { force: true });
    return true;
  } finally {
    await release(guard, self);
  }
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    return isHolder(value) ? value : undefined;
  } catch {
    return undefined; // gone in the meantime, or not ours
  }
}

function isHolder(value: unknown): value is Holder {
  return (
    typeof value === 'object' &&
    value !== null &&
    'token' in value &&
    'host' in value &&
    'pid' in value &&
    'since' in value &&
    Number.isSafeInteger(value.pid) &&
    Number(value.pid) > 0 // 0 and less name whole groups of processes
  );
}

async function timeout(path: string, timeoutMs: number, waitedMs: number): Promise<FilesError> {
  const holder = await readHolder(path);
  const who = holder
    ? `process ${holder.pid} on ${holder.host} has held it since ${holder.since}`
    : 'who holds it is not known';
  return new FilesError(
    'LOCK_TIMEOUT',
    `the lock ${path} was not free within ${timeoutMs / 1000} s: ${who}. Wait for it, or remove the file if that process is gone.`,
    { waitedMs },
  );
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
