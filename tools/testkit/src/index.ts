import * as der from './der.ts';

export { type CertificateOptions, type Extension, extensions } from './certificate.ts';
export {
  createCertificateAuthority,
  createIssuer,
  type Issuer,
  type LeafOptions,
} from './certificate-authority.ts';
export { claimsForBuilder } from './claims-for-builder.ts';
export { createClock, type SimulatedClock } from './clock.ts';
export { createCtLog } from './ct-log.ts';
export type { EntryKind } from './entry-body.ts';
export {
  type EnvelopeSigner,
  preAuthEncoding,
  signEnvelope,
  type TestEnvelope,
} from './envelope.ts';
export { BAD_RELEASES, type BadRelease } from './examples.ts';
export type { Fault } from './fault.ts';
export {
  claimsForRef,
  DEFAULT_CLAIMS,
  GITHUB_ISSUER,
  type GithubClaims,
} from './github-claims.ts';
export { generateKeyPair, type KeyPair, type KeyType, signWith } from './keys.ts';
export {
  type Loopback,
  type LoopbackAnswer,
  type LoopbackRequest,
  startLoopback,
} from './loopback.ts';
export { type NpmRegistryOptions, npmRegistry } from './npm-registry.ts';
export {
  createNpmSigner,
  type NpmRelease,
  type NpmReleaseOptions,
  type NpmSigner,
} from './npm-release.ts';
export { type OciAuth, type OciRegistryOptions, ociRegistry } from './oci-registry.ts';
export {
  createOciRepository,
  type OciDescriptor,
  type OciManifest,
  type OciRepository,
} from './oci-repository.ts';
export { oldCertificate } from './old-certificate.ts';
export { asBareEnvelope, asCosign, type BareForm, type CosignForm } from './other-forms.ts';
export { pem } from './pem.ts';
export { rekorLog } from './rekor-log.ts';
export { type SigstoreServer, startSigstore } from './server.ts';
export {
  generateSigningKey,
  type SignatureForm,
  type SigningAlgorithm,
  type SigningKey,
  signWithKey,
} from './signing-key.ts';
export {
  createSigstore,
  type SignOptions,
  type Sigstore,
} from './sigstore.ts';
export {
  ARTIFACT,
  type StatementOptions,
  statementFor,
  TEST_BUILD_TYPES,
  type TestBuildType,
  type TestStatement,
} from './statement-for.ts';
export { DELEGATED_BUILDER } from './statements/delegator.ts';
export type { TestBundle } from './test-bundle.ts';
export { createTimestampAuthority, type TimestampOptions } from './timestamp-authority.ts';
export { createTransparencyLog } from './transparency-log.ts';
export {
  authorityOf,
  type RootAuthority,
  type RootJson,
  type RootLog,
  rootAuthority,
  rootLog,
} from './trusted-root.ts';
export {
  createTufRepository,
  type PublishOptions,
  type TufRepository,
  type TufRole,
} from './tuf-repository.ts';
export { type TestVsa, VSA, vsaFor } from './vsa-for.ts';
export { type Stated, type ZipEntry, type ZipOptions, zip } from './zip.ts';
export { der };
