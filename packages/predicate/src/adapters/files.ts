import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { Artifact, DigestAlgorithm } from '../artifact.ts';
import type { BundleSource } from '../bundle/bundle-source.ts';
import { LIMITS } from '../bundle/limits.ts';

/** Large enough that reading is not what takes the time, small enough that two of them do not matter. */
const CHUNK_BYTES = 1024 * 1024;

/**
 * Digests a file as an artifact of that name. Reads it in pieces of 1 MiB, so its size does not matter, and reads the
 * next piece while the last one is hashed.
 * @param algorithms SHA-256 and SHA-512 unless stated.
 * @throws the file system's error (`code` ENOENT, EACCES, …), untouched; `code` EISDIR or EFTYPE: the path leads to no file
 */
export async function digestFile(
  path: string,
  algorithms: readonly DigestAlgorithm[] = ['sha256', 'sha512'],
): Promise<Artifact> {
  const hashes = algorithms.map((algorithm) => ({ algorithm, hash: createHash(algorithm) }));
  const file = await openFile(path);
  try {
    for await (const chunk of chunksOf(file)) {
      for (const { hash } of hashes) hash.update(chunk);
    }
  } finally {
    await file.close();
  }
  const digests: Partial<Record<DigestAlgorithm, string>> = {};
  for (const { algorithm, hash } of hashes) digests[algorithm] = hash.digest('hex');
  return { name: path, ...digests };
}

/** The file's bytes in two buffers that take turns: a chunk is valid until the next but one is asked for. */
async function* chunksOf(file: FileHandle): AsyncGenerator<Uint8Array> {
  let filling = new Uint8Array(CHUNK_BYTES);
  let filled = new Uint8Array(CHUNK_BYTES);
  let reading = file.read(filling, 0, CHUNK_BYTES);
  for (;;) {
    const { bytesRead } = await reading;
    if (bytesRead === 0) return;
    [filling, filled] = [filled, filling];
    reading = file.read(filling, 0, CHUNK_BYTES);
    yield filled.subarray(0, bytesRead);
  }
}

/**
 * Reads a bundle file as evidence. Of a file beyond the limit only so much is read that the report says it is too large.
 * @throws as `digestFile` does
 */
export async function readBundleFile(path: string): Promise<BundleSource> {
  return { name: path, content: await readBounded(path, LIMITS.fileBytes) };
}

/** The names under which a bundle lies beside its artifact, in the order in which they are looked for (S1.3). */
export const BUNDLE_SUFFIXES = ['.sigstore.json', '.sigstore.jsonl', '.intoto.jsonl'] as const;

/**
 * The bundles that lie beside a file, every one that is there.
 * @throws as `digestFile` does, unless there is no such file
 */
export async function readBundlesBeside(path: string): Promise<readonly BundleSource[]> {
  const found: BundleSource[] = [];
  for (const suffix of BUNDLE_SUFFIXES) {
    try {
      found.push(await readBundleFile(`${path}${suffix}`));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
  return found;
}

/** At most one byte more than `maxBytes`, also of a pipe that never ends: whoever parses it sees the excess. */
async function readBounded(path: string, maxBytes: number): Promise<Uint8Array> {
  const file = await openFile(path);
  try {
    const { size } = await file.stat();
    const chunks: Uint8Array[] = [];
    let left = maxBytes + 1;
    while (left > 0) {
      const chunk = new Uint8Array(Math.min(left, Math.max(size, CHUNK_BYTES)));
      const { bytesRead } = await file.read(chunk, 0, chunk.length);
      if (bytesRead === 0) break;
      chunks.push(chunk.subarray(0, bytesRead));
      left -= bytesRead;
    }
    return Buffer.concat(chunks);
  } finally {
    await file.close();
  }
}

/**
 * Reads a policy or trusted root file for `parsePolicy` or `parseTrustedRoot`.
 * @throws as `digestFile` does
 */
export async function readConfigFile(path: string): Promise<Uint8Array> {
  return readBounded(path, Math.max(LIMITS.policy.maxBytes, LIMITS.trustedRoot.maxBytes));
}

/** Names of what the process was given already open, for example by `<(…)` of a shell. */
const DESCRIPTOR = /^\/(dev\/fd|proc\/self\/fd)\/\d+$|^\/dev\/stdin$/;

/**
 * Opens a file and nothing else: a device may have no end, and a named pipe keeps its reader waiting until somebody writes.
 * A pipe that is already open is what the caller meant.
 */
async function openFile(path: string): Promise<FileHandle> {
  const isDescriptor = DESCRIPTOR.test(path);
  // else a pipe without a writer would not even be opened
  const patience = isDescriptor ? 0 : constants.O_NONBLOCK;
  const file = await open(path, constants.O_RDONLY | patience);
  const stats = await file.stat();
  if (stats.isFile() || (isDescriptor && stats.isFIFO())) return file;
  await file.close();
  const code = stats.isDirectory() ? 'EISDIR' : 'EFTYPE'; // the latter as in BSD: of an inappropriate type
  throw Object.assign(new Error(`${path} is no file`), { code });
}
