export { type Artifact, type DigestAlgorithm, parseDigest } from './artifact.ts';
export type { BundleSource, FoundBundle } from './bundle/bundle-source.ts';
export type { Claims } from './certificate/claims.ts';
export { CATALOG, type CheckId } from './checks/catalog.ts';
export type { AgreementRow, CheckResult, CheckStatus } from './checks/check-result.ts';
export {
  createVerifier,
  type Verifier,
  type VerifierOptions,
  type VerifyInput,
} from './create-verifier.ts';
export { explain } from './explain.ts';
export type { FailureReason } from './failure-reason.ts';
export { definePolicy } from './policy/define-policy.ts';
export { parsePolicy } from './policy/parse-policy.ts';
export { parseSignerWorkflow } from './policy/parse-signer-workflow.ts';
export type { Policy, PolicyOptions } from './policy/policy.ts';
export { policyDigest } from './policy/policy-digest.ts';
export { isPredicateError, PredicateError, type PredicateErrorCode } from './predicate-error.ts';
export type { Provenance } from './provenance.ts';
export type { Release } from './release.ts';
export type { AttestationReport, Report } from './report.ts';
export type { ExpectedSigner } from './signature/check-signer.ts';
export { embeddedTrust } from './trust/embedded-trust.ts';
export { parseTrustedRoot } from './trust/parse-trusted-root.ts';
export type { Trust, TrustSummary } from './trust/trust.ts';
export {
  type BundleReport,
  type VerifyBundleInput,
  verifyBundle,
} from './verify-bundle.ts';
