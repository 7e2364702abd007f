import { type JsonValue, valueAt } from '@provkit/json';
import { readJson, refuse } from '../bundle/malformed.ts';
import { SHA256_DIGEST } from './image-reference.ts';

/** What a manifest or index says of a blob or another manifest. */
export interface Descriptor {
  readonly mediaType: string;
  /** `sha256:` and 64 hex digits. */
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  readonly artifactType?: string;
  readonly annotations: Readonly<Record<string, unknown>>;
}

/** A manifest: what it is about, and what it has. */
export interface Manifest {
  readonly artifactType?: string;
  /** Digest of the manifest that it is attached to. */
  readonly subject?: string;
  readonly layers: readonly Descriptor[];
}

/** The most bytes of a manifest or index; registries take no more. @see OCI distribution specification, "Push" */
export const MANIFEST_BYTES = 4 * 1024 * 1024;

const LIMITS = { maxBytes: MANIFEST_BYTES, maxDepth: 16, maxValues: 100_000 };

/** Every form in which an image or index can come. */
export const MANIFEST_TYPES: readonly string[] = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

/** @throws Malformed */
export function readManifest(content: Uint8Array): Manifest {
  const json = readJson(content, LIMITS);
  const layers = valueAt(json, '/layers');
  if (!Array.isArray(layers)) refuse('no layers', '/layers');
  const subject = valueAt(json, '/subject/digest');
  return {
    layers: layers.map((layer: JsonValue, at) => readDescriptor(layer, `/layers/${at}`)),
    ...text(json, 'artifactType'),
    ...(typeof subject === 'string' && { subject }),
  };
}

/** The manifests of an index, such as the answer of the referrers API. @throws Malformed */
export function readIndex(content: Uint8Array): readonly Descriptor[] {
  const json = readJson(content, LIMITS);
  const manifests = valueAt(json, '/manifests');
  if (!Array.isArray(manifests)) refuse('no manifests', '/manifests');
  return manifests.map((manifest: JsonValue, at) => readDescriptor(manifest, `/manifests/${at}`));
}

function readDescriptor(json: JsonValue, pointer: string): Descriptor {
  const mediaType = valueAt(json, '/mediaType');
  const digest = valueAt(json, '/digest');
  const size = valueAt(json, '/size');
  const annotations = valueAt(json, '/annotations') ?? {};
  if (typeof mediaType !== 'string') refuse('no media type', `${pointer}/mediaType`);
  if (typeof digest !== 'string' || !SHA256_DIGEST.test(digest)) {
    refuse('no SHA-256 digest', `${pointer}/digest`);
  }
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) {
    refuse('no size', `${pointer}/size`);
  }
  if (typeof annotations !== 'object' || Array.isArray(annotations)) {
    refuse('not an object', `${pointer}/annotations`);
  }
  return {
    mediaType,
    digest,
    size,
    annotations: { ...annotations },
    ...text(json, 'artifactType'),
  };
}

function text(json: JsonValue, name: 'artifactType'): { readonly artifactType?: string } {
  const value = valueAt(json, `/${name}`);
  return typeof value === 'string' && value !== '' ? { artifactType: value } : {};
}
