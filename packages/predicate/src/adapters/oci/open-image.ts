import { createHash } from 'node:crypto';
import type { Artifact } from '../../artifact.ts';
import { outcomeOf } from '../../bundle/malformed.ts';
import type { EvidenceSource, SourceProblem } from '../../evidence/source.ts';
import { cosignTag } from '../../oci/attestations-in.ts';
import type { RegistryCredentials } from '../../oci/docker-config.ts';
import type { ImageReference } from '../../oci/image-reference.ts';
import { MANIFEST_BYTES, MANIFEST_TYPES, type Manifest, readManifest } from '../../oci/manifest.ts';
import type { Network } from '../network.ts';
import { type Settled, SourceFailure, settle } from '../source-failure.ts';
import { assertDigest } from './assert-digest.ts';
import { boundedStore } from './bounded-store.ts';
import {
  type Collected,
  type ContentStore,
  collectLayers,
  collectReferrers,
  merge,
} from './collect-attestations.ts';
import { listReferrers } from './list-referrers.ts';
import { type OpenRegistry, openRegistry } from './open-registry.ts';

/** Which image, and how to ask for it. */
export interface ImageOptions {
  readonly reference: ImageReference;
  readonly network: Network;
  readonly credentials?: RegistryCredentials;
  /** Hosts that give out tokens for the registry, where that is not the registry's own: they get the credentials. */
  readonly tokenHosts?: readonly string[];
  /** Hosts to which the registry redirects for blobs. They get neither credentials nor tokens. */
  readonly blobHosts?: readonly string[];
}

/** An image in a registry: what it is, and the attestations that are attached to it. */
export interface OpenImage {
  /**
   * The image by the digest of its manifest as pulled (spec.md 1.6), or why that cannot be said.
   * @throws HttpError ABORTED: the signal
   */
  resolve(signal?: AbortSignal): Promise<Settled<Artifact>>;
  /**
   * The attestations attached to an image of the repository: referrers, also where the registry has no API for them, and
   * cosign's tag.
   */
  readonly source: EvidenceSource;
}

/** Opens an image. Nothing is asked yet. */
export function openImage(options: ImageOptions): OpenImage {
  const { registry, repository } = options.reference;
  const place = `${registry}/${repository}`;
  const open = (signal?: AbortSignal) =>
    openRegistry({ ...options, registry, repository, ...(signal && { signal }) });
  return {
    resolve: (signal) => settle(() => resolve(open(signal), options.reference, place)),
    source: {
      name: `attestations in ${place}`,
      find: async ({ sha256 }, { signal } = {}) => {
        const source = `attestations in ${place}`;
        if (sha256 === undefined) return { source, bundles: [], problems: [noDigest()] };
        const { bundles, problems } = await find(open(signal), `sha256:${sha256}`, place);
        return { source, bundles, problems };
      },
    },
  };
}

async function resolve(
  registry: OpenRegistry,
  { tag, digest }: ImageReference,
  place: string,
): Promise<Artifact> {
  const { body } = await registry.get(`manifests/${digest ?? tag ?? ''}`, {
    accept: MANIFEST_TYPES,
    maxBytes: MANIFEST_BYTES,
  });
  if (digest !== undefined) assertDigest(body, digest, place);
  const sha256 = createHash('sha256').update(body).digest('hex');
  return { name: `${place}@sha256:${sha256}`, sha256 };
}

/** What is not there is definitely so only once the same asker has seen the image itself (spec.md 1.2). */
async function find(registry: OpenRegistry, digest: string, name: string): Promise<Collected> {
  const store = boundedStore(storeOf(registry, name));
  const image = await settle(() => store.manifest(digest));
  if ('problem' in image) return { bundles: [], problems: [image.problem] };
  const referrers = await settle(() => listReferrers(registry, digest));
  return merge([
    'problem' in referrers
      ? { bundles: [], problems: [referrers.problem] }
      : merge(
          [await collectReferrers(store, digest, referrers.value.referrers)],
          referrers.value.problems,
        ),
    await findByTag(registry, store, digest),
  ]);
}

function storeOf(registry: OpenRegistry, name: string): ContentStore {
  return {
    name,
    manifest: async (digest) => {
      const { body } = await registry.get(`manifests/${digest}`, {
        accept: MANIFEST_TYPES,
        maxBytes: MANIFEST_BYTES,
      });
      return assertDigest(body, digest, name);
    },
    blob: async (digest, maxBytes) => {
      const { body } = await registry.get(`blobs/${digest}`, { maxBytes });
      return assertDigest(body, digest, name);
    },
  };
}

/** A tag can be moved, so its manifest has no digest to be held against: one that cannot be read is the registry's nonsense. */
async function findByTag(
  registry: OpenRegistry,
  store: ContentStore,
  digest: string,
): Promise<Collected> {
  const tag = cosignTag(digest);
  const found = await settle(async () => {
    const { status, body } = await registry.get(`manifests/${tag}`, {
      accept: MANIFEST_TYPES,
      maxBytes: MANIFEST_BYTES,
      statuses: [404],
    });
    return status === 404 ? undefined : manifestIn(body, tag);
  });
  if ('problem' in found) return { bundles: [], problems: [found.problem] };
  return found.value
    ? collectLayers(store, `${store.name}:${tag}`, found.value)
    : { bundles: [], problems: [] };
}

function manifestIn(body: Uint8Array, tag: string): Manifest {
  const manifest = outcomeOf(() => readManifest(body));
  if ('value' in manifest) return manifest.value;
  const message = `the manifest ${tag} cannot be read: ${manifest.problem} at ${manifest.pointer}`;
  throw new SourceFailure({ reason: 'malformed', message });
}

function noDigest(): SourceProblem {
  const message = 'an image is known by the SHA-256 of its manifest, and that is not given';
  return { reason: 'malformed', message };
}
