import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { ManifestError } from '../manifest-error.ts';
import { LIMITS, parseManifest } from '../parse-manifest.ts';
import type { Manifest } from '../schema.ts';
import { serializeManifest } from '../serialize-manifest.ts';
import {
  DEFAULT_LOCK_TIMEOUT_MS,
  type ManifestStore,
  type StoredManifest,
  type UpdateOptions,
  type UpdateResult,
} from '../store.ts';
import { writeAtomically } from './atomic-write.ts';
import type { Clock } from './clock.ts';
import { acquireLock } from './lock-file.ts';

export type { Clock } from './clock.ts';

/** Which file, and whose time. */
export interface FileStoreOptions {
  /** Path of the manifest; it must exist. A symbolic link is followed, and stays. */
  readonly path: string;
  readonly clock: Clock;
}

/**
 * A manifest in a file. Writers on one machine take turns by a lock file beside it (`<manifest>.lock`); readers never
 * wait, and see the state before or after a change, never one in between.
 * @throws (its functions) ManifestError as the port says; the file system's error (`code` ENOENT, EACCES, …), untouched;
 *   `code` EISDIR or EFTYPE: the path leads to no file
 */
export function createFileStore({ path, clock }: FileStoreOptions): ManifestStore {
  return {
    read: async () => readStored(await realpath(path), path),
    update: (change, options = {}) => update(path, clock, change, options),
  };
}

async function update(
  path: string,
  clock: Clock,
  change: (manifest: Manifest) => Manifest,
  { timeoutMs = DEFAULT_LOCK_TIMEOUT_MS, signal }: UpdateOptions,
): Promise<UpdateResult> {
  const target = await realpath(path);
  const lock = await acquireLock(`${target}.lock`, clock, { timeoutMs, signal });
  try {
    const stored = await readStored(target, path);
    const manifest = change(stored.manifest);
    const content = serializeManifest(manifest);
    const version = versionOf(Buffer.from(content));
    const isChanged = version !== stored.version;
    if (isChanged) await writeAtomically(target, content);
    return { manifest, version, waitedMs: lock.waitedMs, isChanged };
  } finally {
    await lock.release();
  }
}

async function readStored(target: string, name: string): Promise<StoredManifest> {
  const bytes = await readBounded(target, name);
  return { manifest: parseManifest(bytes, name), version: versionOf(bytes) };
}

/** A regular file of a size that is read: a device may have no end, and a pipe keeps its reader waiting for a writer. */
async function readBounded(path: string, name: string): Promise<Buffer> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = await file.stat();
    if (!stats.isFile()) {
      const code = stats.isDirectory() ? 'EISDIR' : 'EFTYPE'; // the latter as in BSD: of an inappropriate type
      throw Object.assign(new Error(`${name} is no file`), { code });
    }
    if (stats.size > LIMITS.maxBytes) {
      const problem = `${stats.size} bytes, more than the ${LIMITS.maxBytes} that are read`;
      throw new ManifestError('MANIFEST_INVALID', `${name}: ${problem}`);
    }
    return await file.readFile();
  } finally {
    await file.close();
  }
}

function versionOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
