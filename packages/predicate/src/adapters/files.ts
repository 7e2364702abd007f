import { createHash } from 'node:crypto';
import { type FileHandle, open, readFile, stat } from 'node:fs/promises';
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
  const digests = hashes.map(({ algorithm, hash }) => [algorithm, hash.digest('hex')]);
  return { name: path, ...Object.fromEntries(digests) };
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
 * Reads a bundle file as evidence. A file beyond the limit is not read; its size becomes the report's problem.
 * @throws the file system's error (`code` ENOENT, EISDIR, …), untouched
 */
export async function readBundleFile(path: string): Promise<BundleSource> {
  const { size } = await stat(path);
  if (size > LIMITS.fileBytes) return { name: path, content: new Uint8Array(LIMITS.fileBytes + 1) };
  return { name: path, content: await readFile(path) };
}
