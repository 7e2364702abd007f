import { createHash } from 'node:crypto';
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
 * @throws the file system's error (`code` ENOENT, EISDIR, …), untouched
 */
export async function digestFile(
  path: string,
  algorithms: readonly DigestAlgorithm[] = ['sha256', 'sha512'],
): Promise<Artifact> {
  const hashes = algorithms.map((algorithm) => ({ algorithm, hash: createHash(algorithm) }));
  const file = await open(path);
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
 * @throws the file system's error (`code` ENOENT, EISDIR, …), untouched
 */
export async function readBundleFile(path: string): Promise<BundleSource> {
  return { name: path, content: await readBounded(path, LIMITS.fileBytes) };
}

/** The names under which a bundle lies beside its artifact, in the order in which they are looked for (S1.3). */
export const BUNDLE_SUFFIXES = ['.sigstore.json', '.sigstore.jsonl', '.intoto.jsonl'] as const;

/**
 * The bundles that lie beside a file, every one that is there.
 * @throws the file system's error, untouched, unless it is that the file does not exist
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

/** At most one byte more than `maxBytes`, also of a device or pipe that never ends: whoever parses it sees the excess. */
async function readBounded(path: string, maxBytes: number): Promise<Uint8Array> {
  const file = await open(path);
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
 * @throws the file system's error (`code` ENOENT, EISDIR, …), untouched
 */
export async function readConfigFile(path: string): Promise<Uint8Array> {
  return readBounded(path, Math.max(LIMITS.policy.maxBytes, LIMITS.trustedRoot.maxBytes));
}
