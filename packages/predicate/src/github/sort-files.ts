import { decodeUtf8, parseJson } from '@provkit/json';
import type { Artifact } from '../artifact.ts';
import type { BundleSource } from '../bundle/bundle-source.ts';
import { isJsonObject } from '../bundle/json-object.ts';
import { LIMITS } from '../bundle/limits.ts';
import { documentsOf, parseBundles } from '../bundle/parse-bundles.ts';

/** A file with its digests and, where it may be an attestation, its content. */
export interface DigestedFile {
  readonly name: string;
  readonly sha256: string;
  readonly sha512: string;
  readonly content?: Uint8Array;
}

/**
 * Parts attestations from released files: an attestation is a file that holds bundles of a known media type and nothing else. Every
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
  const isAllBundles = parseBundles({ name: '', content }).every((parsed) => 'bundle' in parsed);
  return isAllBundles && (documentsOf(decodeUtf8(content)) ?? []).every(isNothingElse);
}

/** The members of a Sigstore bundle. @see protobuf-specs, sigstore_bundle.proto */
const MEMBERS: ReadonlySet<string> = new Set([
  'mediaType',
  'verificationMaterial',
  'messageSignature',
  'dsseEnvelope',
]);

/**
 * Bundles may have members that nobody knows; a file of a release may not, and pass for an attestation: with `scripts` in it, it
 * could be a package.json that is no subject of anything (T10).
 */
function isNothingElse({ text }: { readonly text: string }): boolean {
  const json = parseJson(text, LIMITS.json);
  return isJsonObject(json) && Object.keys(json).every((name) => MEMBERS.has(name));
}
