import { createHash } from 'node:crypto';
import { isFilesError } from '@provkit/files';
import { readRegularFile, updateFile } from '@provkit/files/node';
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
import type { Clock } from './clock.ts';

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
    read: () => readStored(options),
    update: (change, updateOptions = {}) => update(options, change, updateOptions),
  };
}

async function update(
  { path, clock, initial }: FileStoreOptions,
  change: (manifest: Manifest) => Manifest,
  { timeoutMs = DEFAULT_LOCK_TIMEOUT_MS, signal }: UpdateOptions,
): Promise<UpdateResult> {
  let manifest = initial;
  const next = (bytes: Buffer | undefined): string => {
    const changed = changeManifest(parsed(bytes, path, initial), change);
    manifest = changed.manifest;
    return changed.content;
  };
  const options = {
    clock,
    timeoutMs,
    signal,
    maxBytes: LIMITS.maxBytes,
    isNewAllowed: initial !== undefined,
  };
  const { bytes, isChanged, waitedMs } = await inOwnWords(updateFile(path, next, options));
  return {
    manifest: manifest ?? parseManifest(bytes, path),
    version: versionOf(bytes),
    isChanged,
    waitedMs,
  };
}

async function readStored({ path, initial }: FileStoreOptions): Promise<StoredManifest> {
  try {
    const bytes = await readManifestFile(path);
    return { manifest: parseManifest(bytes, path), version: versionOf(bytes) };
  } catch (error) {
    if (!initial || !isMissing(error)) throw error;
    return { manifest: initial, version: '' };
  }
}

/** What a file holds; of one that is not there yet, what it shall begin with. */
function parsed(bytes: Buffer | undefined, path: string, initial: Manifest | undefined): Manifest {
  return bytes === undefined && initial ? initial : parseManifest(bytes ?? '', path);
}

/**
 * The bytes of a manifest, for who judges the text and not the manifest, as lint does.
 * @throws ManifestError MANIFEST_INVALID: more than 128 MiB; the file system's error, as for the store
 */
export async function readManifestFile(path: string): Promise<Uint8Array> {
  return (await inOwnWords(readRegularFile(path, path, LIMITS.maxBytes))).bytes;
}

/** @throws ManifestError for what a `FilesError` says; everything else as it is */
async function inOwnWords<T>(task: Promise<T>): Promise<T> {
  try {
    return await task;
  } catch (error) {
    if (!isFilesError(error)) throw error;
    const { message, waitedMs } = error;
    const isLate = error.code === 'LOCK_TIMEOUT';
    throw new ManifestError(isLate ? 'LOCK_TIMEOUT' : 'MANIFEST_INVALID', message, {
      ...(waitedMs !== undefined && { waitedMs }),
    });
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function versionOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
