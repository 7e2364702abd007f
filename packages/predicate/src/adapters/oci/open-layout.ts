import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { valueAt } from '@provkit/json';
import type { Artifact } from '../../artifact.ts';
import { LIMITS } from '../../bundle/limits.ts';
import { outcomeOf, readJson } from '../../bundle/malformed.ts';
import type { EvidenceSource } from '../../evidence/source.ts';
import { attachedTo, imagesIn } from '../../oci/layout-index.ts';
import { type Descriptor, MANIFEST_BYTES, readIndex } from '../../oci/manifest.ts';
import { type Settled, SourceFailure, settle } from '../source-failure.ts';
import { assertDigest } from './assert-digest.ts';
import { boundedStore } from './bounded-store.ts';
import {
  type Collected,
  type ContentStore,
  collectManifest,
  collectReferrers,
  merge,
} from './collect-attestations.ts';

const MARKER = { maxBytes: 4096, maxDepth: 4, maxValues: 100 };

/** An image layout: a folder with images and what is attached to them, as `cosign save` and `oras copy` leave it. */
export interface OpenLayout {
  /**
   * The image of that digest, or the one image of the layout; its manifest is held against its digest.
   * @param digest `sha256:` and 64 hex digits.
   * @returns a problem when there are several and none is named, or it is not there, or the layout is none
   * @throws the file system's error, untouched, unless it is that something does not exist
   */
  resolve(digest?: string): Promise<Settled<Artifact>>;
  /** The attestations in the layout of an image of it. Nothing is asked of any registry. */
  readonly source: EvidenceSource;
}

/**
 * Opens an image layout. Nothing is read yet.
 * @param folder absolute path.
 * @see OCI image specification, image-layout.md
 */
export function openLayout(folder: string): OpenLayout {
  const store = storeOf(folder);
  return {
    resolve: (digest) => settle(() => resolve(folder, store, digest)),
    source: {
      name: `attestations in ${folder}`,
      find: async ({ sha256 }) => {
        const bounded = boundedStore(store);
        const found = await settle(() => find(folder, bounded, `sha256:${sha256 ?? ''}`));
        const { bundles, problems } =
          'value' in found ? found.value : { bundles: [], problems: [found.problem] };
        return { source: `attestations in ${folder}`, bundles, problems };
      },
    },
  };
}

async function resolve(
  folder: string,
  store: ContentStore,
  digest: string | undefined,
): Promise<Artifact> {
  const index = await readLayout(folder);
  const [image, ...others] =
    digest === undefined ? imagesIn(index) : [entryOf(index, digest, folder)];
  if (!image || others.length > 0) {
    const count = image ? others.length + 1 : 0;
    throw malformed(`${folder} has ${count} images: say which by its digest`);
  }
  await store.manifest(image.digest);
  return { name: `${folder}@${image.digest}`, sha256: image.digest.slice('sha256:'.length) };
}

async function find(folder: string, store: ContentStore, digest: string): Promise<Collected> {
  const index = await readLayout(folder);
  entryOf(index, digest, folder);
  const { cosign, lists, candidates } = attachedTo(index, digest);
  const parts: Collected[] = [];
  for (const entry of cosign) parts.push(await collectManifest(store, entry.digest));
  for (const entry of lists) {
    const listed = indexIn(await store.manifest(entry.digest), folder);
    parts.push(await collectReferrers(store, digest, listed));
  }
  parts.push(await collectReferrers(store, digest, candidates));
  return merge(parts);
}

function entryOf(index: readonly Descriptor[], digest: string, folder: string): Descriptor {
  const entry = index.find((one) => one.digest === digest);
  if (entry) return entry;
  throw malformed(`${folder} has no image ${digest}`);
}

/** The entries of the layout's index. @throws SourceFailure malformed */
async function readLayout(folder: string): Promise<readonly Descriptor[]> {
  const marker = await readSmall(join(folder, 'oci-layout'), MARKER.maxBytes);
  const version = outcomeOf(() => valueAt(readJson(marker, MARKER), '/imageLayoutVersion'));
  if (!('value' in version) || version.value !== '1.0.0') {
    throw malformed(`${folder} is no image layout of version 1.0.0`);
  }
  return indexIn(await readSmall(join(folder, 'index.json'), MANIFEST_BYTES), folder);
}

function indexIn(content: Uint8Array, folder: string): readonly Descriptor[] {
  const index = outcomeOf(() => readIndex(content));
  if ('value' in index) return index.value;
  throw malformed(`an index of ${folder} cannot be read: ${index.problem} at ${index.pointer}`);
}

function storeOf(folder: string): ContentStore {
  // digests were held against their grammar, so no path leads elsewhere; a link does, and its content has another digest
  const read = async (digest: string, maxBytes: number) =>
    assertDigest(
      await readSmall(join(folder, 'blobs', ...digest.split(':')), maxBytes),
      digest,
      folder,
    );
  return {
    name: folder,
    manifest: (digest) => read(digest, MANIFEST_BYTES),
    blob: (digest, size) => read(digest, Math.min(size, LIMITS.fileBytes)),
  };
}

/** @throws SourceFailure malformed: not there, no file, or larger */
async function readSmall(path: string, maxBytes: number): Promise<Uint8Array> {
  // without waiting for a pipe's other end
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
        throw malformed(`${path} is not there`);
      }
      throw error;
    },
  );
  try {
    const stats = await file.stat();
    if (!stats.isFile() || stats.size > maxBytes) {
      throw malformed(`${path} is no file of at most ${maxBytes} bytes`);
    }
    return await file.readFile();
  } finally {
    await file.close();
  }
}

function malformed(message: string): SourceFailure {
  return new SourceFailure({ reason: 'malformed', message });
}
