import type { NameKind } from './read-name.ts';

/** Fulcio's arc for certificate extensions. @see sigstore/fulcio docs/oid-info.md */
export const FULCIO_ARC = '1.3.6.1.4.1.57264.1';

/**
 * The extensions by name and number: 1 to 6 hold raw bytes, the others a DER UTF8String. Number 7 is a name form, not a
 * claim.
 * @see sigstore/fulcio docs/oid-info.md; spec.md, words
 */
export const EXTENSIONS = {
  issuerV1: 1,
  workflowTrigger: 2,
  workflowSha: 3,
  workflowName: 4,
  workflowRepository: 5,
  workflowRef: 6,
  issuer: 8,
  buildSignerUri: 9,
  buildSignerDigest: 10,
  runnerEnvironment: 11,
  sourceRepositoryUri: 12,
  sourceRepositoryDigest: 13,
  sourceRepositoryRef: 14,
  sourceRepositoryIdentifier: 15,
  sourceRepositoryOwnerUri: 16,
  sourceRepositoryOwnerIdentifier: 17,
  buildConfigUri: 18,
  buildConfigDigest: 19,
  buildTrigger: 20,
  runInvocationUri: 21,
  sourceRepositoryVisibility: 22,
  deploymentEnvironment: 23,
  tokenSubject: 24,
} as const;

/** The name of a claim. */
export type ClaimName = keyof typeof EXTENSIONS;

/** What the certificate authority says of the signer: its name, and the claims that are there. */
export type Claims = { readonly [name in ClaimName]?: string } & {
  /** The subject alternative name. */
  readonly san: string;
  /** A workflow's name is a URI, a person's an e-mail address. */
  readonly sanKind: NameKind;
};

/** `certificate .9`, as reports name the place of a claim. */
export function claimPlace(name: ClaimName): string {
  return `certificate .${EXTENSIONS[name]}`;
}
