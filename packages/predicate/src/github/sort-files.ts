import type { Artifact } from '../artifact.ts';
import type { BundleSource } from '../bundle/bundle-source.ts';
import { parseBundles } from '../bundle/parse-bundles.ts';

/** A file with its digests and, where it may be an attestation, its content. */
export interface DigestedFile {
  readonly name: string;
  readonly sha256: string;
  readonly sha512: string;
  readonly content?: Uint8Array;
}

/**
 * Parts attestations from released files: an attestation is a file that holds nothing but bundles of a known media type. Every
 * other file is an artifact and must be a subject (spec.md 1.1), whatever it is called. Pure.
 */
export function sortFiles(files: readonly DigestedFile[]): {
  readonly artifacts: readonly Artifact[];
  readonly attestations: readonly BundleSource[];
} {
  const artifacts: Artifact[] = [];
  const attestations: BundleSource[] = [];
  for (const { name, sha256, sha512, content } of files) {
    if (content && isAttestation(content)) attestations.push({ name, content });
    else artifacts.push({ name, sha256, sha512 });
  }
  return { artifacts, attestations };
}

function isAttestation(content: Uint8Array): boolean {
  return parseBundles({ name: '', content }).every((parsed) => 'bundle' in parsed);
}
