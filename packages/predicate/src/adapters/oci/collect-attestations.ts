import type { FoundBundle } from '../../bundle/bundle-source.ts';
import { LIMITS } from '../../bundle/limits.ts';
import { outcomeOf } from '../../bundle/malformed.ts';
import { distinctProblems } from '../../evidence/distinct-problems.ts';
import type { SourceProblem } from '../../evidence/source.ts';
import {
  type AttestationLayer,
  attestationLayers,
  mayBeBundle,
} from '../../oci/attestations-in.ts';
import { type Descriptor, type Manifest, readManifest } from '../../oci/manifest.ts';
import { type Settled, settle } from '../source-failure.ts';

/** Where manifests and blobs come from: a registry, or a folder. */
export interface ContentStore {
  /** What reports call it, for example `registry.example/acme/widgets`. */
  readonly name: string;
  /** A manifest's or blob's bytes, held against its digest. @throws HttpError, SourceFailure */
  manifest(digest: string): Promise<Uint8Array>;
  blob(digest: string, maxBytes: number): Promise<Uint8Array>;
}

/** Bundles, and what could not be learned. */
export interface Collected {
  readonly bundles: readonly FoundBundle[];
  readonly problems: readonly SourceProblem[];
}

/** The most attestations of an image that are read. */
const MAX_ATTESTATIONS = 100;

/**
 * The attestations that are attached to an image: of each manifest that refers to it, the layers that hold one.
 * @param referrers manifests that may be attached; one that is about another image, or holds none, is passed over (T10).
 */
export async function collectReferrers(
  store: ContentStore,
  digest: string,
  referrers: readonly Descriptor[],
): Promise<Collected> {
  // those that say what they are come first: a heap of others must not push them out
  const candidates = referrers.filter(mayBeBundle).toSorted((a, b) => rank(a) - rank(b));
  const found: Collected[] = [];
  for (const referrer of candidates.slice(0, MAX_ATTESTATIONS)) {
    found.push(await collectManifest(store, referrer.digest, ({ subject }) => subject === digest));
  }
  return merge(found, candidates.length > MAX_ATTESTATIONS ? [truncated(store)] : []);
}

/**
 * The attestations in one manifest.
 * @param isWanted by what the manifest says of itself.
 */
export async function collectManifest(
  store: ContentStore,
  digest: string,
  isWanted: (manifest: Manifest) => boolean = () => true,
): Promise<Collected> {
  const content = await settle(() => store.manifest(digest));
  if ('problem' in content) return { bundles: [], problems: [content.problem] };
  const name = `${store.name}@${digest}`;
  const manifest = outcomeOf(() => readManifest(content.value));
  if (!('value' in manifest)) return { bundles: [{ name, ...manifest }], problems: [] };
  return isWanted(manifest.value)
    ? collectLayers(store, name, manifest.value)
    : { bundles: [], problems: [] };
}

/**
 * The attestations in the layers of a manifest.
 * @param name what reports call the manifest; of several layers each has a number.
 */
export async function collectLayers(
  store: ContentStore,
  name: string,
  manifest: Manifest,
): Promise<Collected> {
  const layers = attestationLayers(manifest);
  const read: Settled<FoundBundle>[] = [];
  for (const [at, layer] of layers.slice(0, MAX_ATTESTATIONS).entries()) {
    read.push(
      await settle(() => readLayer(store, layer, layers.length > 1 ? `${name}#${at + 1}` : name)),
    );
  }
  return {
    bundles: read.flatMap((one) => ('value' in one ? [one.value] : [])),
    problems: [
      ...read.flatMap((one) => ('problem' in one ? [one.problem] : [])),
      ...(layers.length > MAX_ATTESTATIONS ? [truncated(store)] : []),
    ],
  };
}

/** All that was collected, in order; the same problem is told once. */
export function merge(
  parts: readonly Collected[],
  problems: readonly SourceProblem[] = [],
): Collected {
  return {
    bundles: parts.flatMap((part) => part.bundles),
    problems: distinctProblems([...parts.flatMap((part) => part.problems), ...problems]),
  };
}

/** A blob that says beforehand that it is too large is not fetched: it is there, and cannot be read. */
async function readLayer(
  store: ContentStore,
  { descriptor, read }: AttestationLayer,
  name: string,
): Promise<FoundBundle> {
  const { digest, size } = descriptor;
  if (size > LIMITS.fileBytes) {
    return { name, problem: `${size} bytes, more than the ${LIMITS.fileBytes} that are read` };
  }
  return read(name, await store.blob(digest, size));
}

function rank({ artifactType }: Descriptor): number {
  return artifactType === undefined ? 1 : 0;
}

function truncated({ name }: ContentStore): SourceProblem {
  return {
    reason: 'truncated',
    message: `${name}: there are more than the ${MAX_ATTESTATIONS} attestations that are read`,
  };
}
