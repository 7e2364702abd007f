import { mkdir, readdir, realpath, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Clock } from '../clock.ts';
import { FilesError } from '../files-error.ts';
import { startStopwatch } from '../stopwatch.ts';
import { removeUnfinished, writeAtomically } from './atomic-write.ts';
import { readRegularFile, stateOf } from './file-state.ts';
import { acquireLock, isLeftOver } from './lock-file.ts';

/** How a file is changed. */
export interface UpdateFileOptions {
  readonly clock: Clock;
  /** How long others are waited for, in ms. */
  readonly timeoutMs: number;
  /** The most bytes that are read. */
  readonly maxBytes: number;
  /** Makes a file, and its folder, where there is none; else that is the file system's error. */
  readonly isNewAllowed?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** What came of a change. */
export interface FileUpdate {
  /** What the file holds now. */
  readonly bytes: Uint8Array;
  /** Whether it held something else before. */
  readonly isChanged: boolean;
  /** How long others were waited for, in ms. */
  readonly waitedMs: number;
}

/**
 * Changes a file so that no change of another process is lost. Writers on one machine take turns by a lock file beside it
 * (`<file>.lock`); readers never wait, and see the state before or after a change, never one in between. A writer that knows no
 * lock, such as an editor or git, is noticed by what it leaves: then the change is made again, of what is there now.
 * @param path a symbolic link is followed, and stays.
 * @param change pure, since it may be called several times; is given `undefined` where there is no file. What it throws
 *   comes back, and the file stays as it is.
 * @throws FilesError LOCK_TIMEOUT, TOO_LARGE; the file system's error; the signal's reason when aborted
 * @example
 * await updateFile('counter.txt', (bytes) => `${Number(bytes ?? 0) + 1}`, { clock, timeoutMs: 5000, maxBytes: 100, isNewAllowed: true });
 */
export async function updateFile(
  path: string,
  change: (bytes: Buffer | undefined) => string | Uint8Array,
  options: UpdateFileOptions,
): Promise<FileUpdate> {
  const { clock, timeoutMs, signal, isNewAllowed = false } = options;
  const target = await targetOf(path, isNewAllowed);
  if (isNewAllowed) await mkdir(dirname(target), { recursive: true });
  const stopwatch = startStopwatch(clock);
  const lock = await acquireLock(`${target}.lock`, clock, { timeoutMs, signal });
  try {
    await removeLeftovers(target);
    for (;;) {
      const done = await tryUpdate(target, path, change, options);
      if (done) return { ...done, waitedMs: lock.waitedMs };
      signal?.throwIfAborted();
      const waitedMs = stopwatch.elapsedMs();
      if (waitedMs >= timeoutMs) throw overtaken(path, timeoutMs, waitedMs);
    }
  } finally {
    await lock.release();
  }
}

/** One attempt; nothing comes of it where the file changed meanwhile. */
async function tryUpdate(
  target: string,
  name: string,
  change: (bytes: Buffer | undefined) => string | Uint8Array,
  { maxBytes, isNewAllowed = false }: UpdateFileOptions,
): Promise<Omit<FileUpdate, 'waitedMs'> | undefined> {
  const before = await readRegularFile(target, name, maxBytes).catch((error: unknown) => {
    if (isNewAllowed && isMissing(error)) return { bytes: undefined, state: '' };
    throw error;
  });
  const bytes = Buffer.from(change(before.bytes));
  if (before.bytes?.equals(bytes)) return { bytes, isChanged: false };
  const isStillSo = async () => (await stateOf(target)) === before.state;
  return (await writeAtomically(target, bytes, isStillSo)) ? { bytes, isChanged: true } : undefined;
}

/** The file behind every link; where there is none yet, its place in the real folder. */
async function targetOf(path: string, isNewAllowed: boolean): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!isNewAllowed || !isMissing(error)) throw error;
    const folder = await realpath(dirname(path)).catch(() => dirname(path));
    return join(folder, basename(path));
  }
}

/** What writers left that died: half-written files, and locks that they were about to take. */
async function removeLeftovers(target: string): Promise<void> {
  await removeUnfinished(target);
  const folder = dirname(target);
  for (const name of await readdir(folder)) {
    // a takeover is a lock too, and is taken over like one
    if (!name.startsWith(`${basename(target)}.lock.`) || name.endsWith('.takeover')) continue;
    const path = join(folder, name);
    if (await isLeftOver(path)) await rm(path, { force: true });
  }
}

function overtaken(path: string, timeoutMs: number, waitedMs: number): FilesError {
  return new FilesError(
    'LOCK_TIMEOUT',
    `${path} kept being changed for ${timeoutMs / 1000} s by somebody who takes no lock: find out who writes it, an editor or git perhaps`,
    { waitedMs },
  );
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
