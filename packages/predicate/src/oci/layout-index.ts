import { cosignTag, mayBeBundle, referrersTag } from './attestations-in.ts';
import type { Descriptor } from './manifest.ts';

/** What cosign notes beside what it saves (`cosign save`). */
const COSIGN_KIND = 'kind';
const COSIGN_IMAGES: readonly unknown[] = [
  'dev.cosignproject.cosign/image',
  'dev.cosignproject.cosign/imageIndex',
];
const COSIGN_ATTESTATIONS = 'dev.cosignproject.cosign/atts';
const REF_NAME = 'org.opencontainers.image.ref.name';

/** Tags of what is about an image, and no image. */
const ATTACHED = /(?:^|:)sha256-[0-9a-f]{64}(?:\.[a-z]+)?$/;

/** The entries of a layout's index that are images, and not what is attached to one. */
export function imagesIn(index: readonly Descriptor[]): readonly Descriptor[] {
  return index.filter(({ annotations, artifactType }) => {
    const kind = annotations[COSIGN_KIND];
    if (kind !== undefined) return COSIGN_IMAGES.includes(kind);
    const name = annotations[REF_NAME];
    return artifactType === undefined && !(typeof name === 'string' && ATTACHED.test(name));
  });
}

/** Where in a layout the attestations of an image can be. */
export interface AttachedEntries {
  /** Manifests by cosign. */
  readonly cosign: readonly Descriptor[];
  /** Lists of referrers. */
  readonly lists: readonly Descriptor[];
  /** Manifests that may refer to the image, each to be asked which it is about. */
  readonly candidates: readonly Descriptor[];
}

/** Sorts the entries of a layout's index by what they can have to do with an image. */
export function attachedTo(index: readonly Descriptor[], digest: string): AttachedEntries {
  const isNamed =
    (tag: string) =>
    ({ annotations }: Descriptor) => {
      const name = annotations[REF_NAME];
      return name === tag || (typeof name === 'string' && name.endsWith(`:${tag}`));
    };
  const isCosign = (entry: Descriptor) =>
    entry.annotations[COSIGN_KIND] === COSIGN_ATTESTATIONS || isNamed(cosignTag(digest))(entry);
  const isList = isNamed(referrersTag(digest));
  return {
    cosign: index.filter(isCosign),
    lists: index.filter(isList),
    candidates: index.filter(
      (entry) =>
        entry.digest !== digest && !isCosign(entry) && !isList(entry) && mayBeBundle(entry),
    ),
  };
}
