import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from './keys.ts';
import { asCosign, type CosignForm } from './other-forms.ts';
import type { TestBundle } from './test-bundle.ts';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';
const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const ENVELOPE = 'application/vnd.dsse.envelope.v1+json';

/** What stands in an index. */
export interface OciDescriptor {
  mediaType: string;
  digest: string;
  size: number;
  artifactType?: string;
  annotations?: Record<string, string>;
}

/** A repository of images and what is attached to them, every part open to be spoiled. */
export interface OciRepository {
  readonly blobs: Map<string, Buffer>;
  readonly manifests: Map<string, Buffer>;
  readonly tags: Map<string, string>;
  /** By the digest of what they refer to. */
  readonly referrers: Map<string, OciDescriptor[]>;
  /** Adds an image under a tag, and returns its digest. */
  image(tag: string): string;
  /** Attaches a bundle as a referrer, and returns the digest of its manifest. */
  attach(image: string, bundle: TestBundle, change?: (manifest: OciManifest) => void): string;
  /** Attaches bundles as cosign does up to version 2: all of them in one manifest under a tag. */
  attachCosign(image: string, bundles: readonly TestBundle[]): string;
  /** Lists the referrers of an image under a tag, as clients do where a registry has no API for them. */
  listByTag(image: string): void;
  /** Writes everything as an image layout. */
  writeLayout(folder: string): Promise<void>;
}

/** A manifest, loosely typed so that tests can spoil it. */
export interface OciManifest {
  schemaVersion: 2;
  mediaType: string;
  artifactType?: string;
  config: OciDescriptor;
  layers: OciDescriptor[];
  subject?: OciDescriptor;
}

export function createOciRepository(): OciRepository {
  const blobs = new Map<string, Buffer>();
  const manifests = new Map<string, Buffer>();
  const tags = new Map<string, string>();
  const referrers = new Map<string, OciDescriptor[]>();

  const putBlob = (mediaType: string, content: Buffer): OciDescriptor => {
    const digest = digestOf(content);
    blobs.set(digest, content);
    return { mediaType, digest, size: content.length };
  };
  const putManifest = (manifest: object, mediaType: string, tag?: string): OciDescriptor => {
    const content = Buffer.from(JSON.stringify(manifest));
    const digest = digestOf(content);
    manifests.set(digest, content);
    if (tag !== undefined) tags.set(tag, digest);
    return { mediaType, digest, size: content.length };
  };
  const subjectOf = (digest: string): OciDescriptor => ({
    mediaType: MANIFEST,
    digest,
    size: manifests.get(digest)?.length ?? 0,
  });
  const empty = () => putBlob('application/vnd.oci.empty.v1+json', Buffer.from('{}'));

  return {
    blobs,
    manifests,
    tags,
    referrers,
    image: (tag) => {
      const config = putBlob(
        'application/vnd.oci.image.config.v1+json',
        Buffer.from(`{"tag":"${tag}"}`),
      );
      const layer = putBlob('application/vnd.oci.image.layer.v1.tar', Buffer.from(tag));
      return putManifest(
        { schemaVersion: 2, mediaType: MANIFEST, config, layers: [layer] },
        MANIFEST,
        tag,
      ).digest;
    },
    attach: (image, bundle, change) => {
      const manifest: OciManifest = {
        schemaVersion: 2,
        mediaType: MANIFEST,
        artifactType: BUNDLE,
        config: empty(),
        layers: [putBlob(BUNDLE, Buffer.from(JSON.stringify(bundle)))],
        subject: subjectOf(image),
      };
      change?.(manifest);
      const { artifactType } = manifest;
      const descriptor = {
        ...putManifest(manifest, MANIFEST),
        ...(artifactType !== undefined && { artifactType }),
      };
      referrers.set(image, [...(referrers.get(image) ?? []), descriptor]);
      return descriptor.digest;
    },
    attachCosign: (image, bundles) => {
      const layers = bundles.map(asCosign).map(({ content, annotations }: CosignForm) => ({
        ...putBlob(ENVELOPE, content),
        annotations,
      }));
      const manifest = { schemaVersion: 2, mediaType: MANIFEST, config: empty(), layers };
      return putManifest(manifest, MANIFEST, `${image.replace(':', '-')}.att`).digest;
    },
    listByTag: (image) => {
      const index = { schemaVersion: 2, mediaType: INDEX, manifests: referrers.get(image) ?? [] };
      putManifest(index, INDEX, image.replace(':', '-'));
    },
    writeLayout: (folder) => writeLayout(folder, { blobs, manifests, tags, referrers }),
  };
}

function digestOf(content: Buffer): string {
  return `sha256:${sha256(content).toString('hex')}`;
}

async function writeLayout(
  folder: string,
  {
    blobs,
    manifests,
    tags,
    referrers,
  }: Pick<OciRepository, 'blobs' | 'manifests' | 'tags' | 'referrers'>,
): Promise<void> {
  await mkdir(join(folder, 'blobs', 'sha256'), { recursive: true });
  for (const [digest, content] of [...blobs, ...manifests]) {
    await writeFile(join(folder, 'blobs', ...digest.split(':')), content);
  }
  const tagged = [...tags].map(([tag, digest]) => ({
    mediaType: String(manifests.get(digest)).includes('"manifests":') ? INDEX : MANIFEST,
    digest,
    size: manifests.get(digest)?.length ?? 0,
    annotations: { 'org.opencontainers.image.ref.name': tag },
  }));
  const index = { schemaVersion: 2, manifests: [...tagged, ...[...referrers.values()].flat()] };
  await writeFile(join(folder, 'index.json'), JSON.stringify(index));
  await writeFile(join(folder, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
}
