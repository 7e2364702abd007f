import type { FoundBundle } from '../bundle/bundle-source.ts';
import { COSIGN_ENVELOPE, fromCosignLayer } from '../bundle/cosign-annotations.ts';
import type { Descriptor, Manifest } from './manifest.ts';

/** How the media and artifact types of Sigstore bundles begin, whatever their version. */
const BUNDLE_TYPE = 'application/vnd.dev.sigstore.bundle';

/** A layer that holds an attestation, and what to make of its content. */
export interface AttestationLayer {
  readonly descriptor: Descriptor;
  /** @param name what reports call it. */
  readonly read: (name: string, content: Uint8Array) => FoundBundle;
}

/** Whether an index lists a manifest as a Sigstore bundle; one that does not say what it is must be looked at. */
export function mayBeBundle({ artifactType }: Descriptor): boolean {
  return artifactType === undefined || artifactType.startsWith(BUNDLE_TYPE);
}

/** The layers of a manifest in which attestations lie: Sigstore bundles, and cosign's envelopes with annotations. */
export function attestationLayers({ layers }: Manifest): readonly AttestationLayer[] {
  return layers.flatMap((descriptor): readonly AttestationLayer[] => {
    const { mediaType, annotations } = descriptor;
    if (mediaType.startsWith(BUNDLE_TYPE)) {
      return [{ descriptor, read: (name, content) => ({ name, content }) }];
    }
    return mediaType === COSIGN_ENVELOPE
      ? [{ descriptor, read: (name, content) => fromCosignLayer({ name, content, annotations }) }]
      : [];
  });
}

/** The tag under which cosign keeps an image's attestations. @see sigstore/cosign specs/ATTESTATION_SPEC.md */
export function cosignTag(digest: string): string {
  return `${digest.replace(':', '-')}.att`;
}

/** The tag under which referrers are listed where a registry has no API for them. @see OCI distribution specification */
export function referrersTag(digest: string): string {
  return digest.replace(':', '-');
}
