import { createHash } from 'node:crypto';
import { mkdir, readdir, realpath, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { changeManifest } from '../change-manifest.ts';
import { ManifestError } from '../manifest-error.ts';
import { LIMITS, parseManifest } from '../parse-manifest.ts';
import type { Manifest } from '../schema.ts';
import {
  DEFAULT_LOCK_TIMEOUT_MS,
  type ManifestStore,
  type StoredManifest,
  type UpdateOptions,
  type UpdateResult,
} from '../store.ts';
import { removeUnfinished, writeAtomically } from './atomic-write.ts';
import type { Clock } from './clock.ts';
import { readRegularFile, stateOf } from './file-state.ts';
import { acquireLock, isLeftOver } from './lock-file.ts';
import { startStopwatch } from './stopwatch.ts';

export type { Clock } from './clock.ts';

/** Which file, and whose time. */
export interface FileStoreOptions {
  /** Path of the manifest. A symbolic link is followed, and stays. */
  readonly path: string;
  readonly clock: Clock;
  /** What a file that does not exist is taken for, and made from; without it a missing file is the file system's error. */
  readonly initial?: Manifest;
}

/**
 * A manifest in a file. Writers on one machine take turns by a lock file beside it (`<manifest>.lock`); readers never
 * wait, and see the state before or after a change, never one in between. A writer that knows no lock, such as an editor
 * or git, is noticed by what it leaves: then the change is made again, of what is there now.
 * @throws (its functions) ManifestError as the port says; the file system's error (`code` ENOENT, EACCES, …), untouched;
 *   `code` EISDIR or EFTYPE: the path leads to no file
 * @example
 * const store = createFileStore({ path: 'docs/reports/2026-01-31/manifest.json', clock });
 * await store.update((manifest) => setEntry(manifest, key, { status: 'success' }));
 */
export function createFileStore(options: FileStoreOptions): ManifestStore {
  return {
    backend: 'file',
    read: async () => {
      const { manifest, version } = await readStored(await targetOf(options), options);
      return { manifest, version };
    },
    update: (change, updateOptions = {}) => update(options, change, updateOptions),
  };
}

async function update(
  options: FileStoreOptions,
  change: (manifest: Manifest) => Manifest,
  { timeoutMs = DEFAULT_LOCK_TIMEOUT_MS, signal }: UpdateOptions,
): Promise<UpdateResult> {
  const { clock, path } = options;
  const target = await targetOf(options);
  if (options.initial) await mkdir(dirname(target), { recursive: true });
  const stopwatch = startStopwatch(clock);
  const lock = await acquireLock(`${target}.lock`, clock, { timeoutMs, signal });
  try {
    await removeLeftovers(target);
    for (;;) {
      const done = await tryUpdate(target, options, change);
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
  options: FileStoreOptions,
  change: (manifest: Manifest) => Manifest,
): Promise<Omit<UpdateResult, 'waitedMs'> | undefined> {
  const stored = await readStored(target, options);
  const { manifest, content } = changeManifest(stored.manifest, change);
  const version = versionOf(Buffer.from(content));
  if (version === stored.version) return { manifest, version, isChanged: false };
  const isStillSo = async () => (await stateOf(target)) === stored.state;
  const isWritten = await writeAtomically(target, content, isStillSo);
  return isWritten ? { manifest, version, isChanged: true } : undefined;
}

/** The file behind every link; where there is none yet, its place in the real folder. */
async function targetOf({ path, initial }: FileStoreOptions): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!initial || !isMissing(error)) throw error;
    const folder = await realpath(dirname(path)).catch(() => dirname(path));
    return join(folder, basename(path));
  }
}

async function readStored(
  target: string,
  { path, initial }: FileStoreOptions,
): Promise<StoredManifest & { readonly state: string }> {
  try {
    const { bytes, state } = await readRegularFile(target, path, LIMITS.maxBytes);
    return { manifest: parseManifest(bytes, path), version: versionOf(bytes), state };
  } catch (error) {
    if (!initial || !isMissing(error)) throw error;
    return { manifest: initial, version: '', state: '' };
  }
}

/**
 * The bytes of a manifest, for who judges the text and not the manifest, as lint does.
 * @throws ManifestError MANIFEST_INVALID: more than 128 MiB; the file system's error, as for the store
 */
export async function readManifestFile(path: string): Promise<Uint8Array> {
  return (await readRegularFile(path, path, LIMITS.maxBytes)).bytes;
}

/** What writers left that died: half-written manifests, and locks that they were about to take. */
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

function overtaken(path: string, timeoutMs: number, waitedMs: number): ManifestError {
  return new ManifestError(
    'LOCK_TIMEOUT',
    `${path} kept being changed for ${timeoutMs / 1000} s by somebody who takes no lock: find out who writes it, an editor or git perhaps`,
    { waitedMs },
  );
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function versionOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
