import type { Artifact } from './artifact.ts';
import type { Claims } from './certificate/claims.ts';
import type { Conclusion } from './checks/conclude.ts';
import type { SourceSummary } from './evidence/source.ts';
import type { FailureReason } from './failure-reason.ts';
import type { Provenance } from './provenance.ts';
import type { Release } from './release.ts';
import type { TrustSummary } from './trust/trust.ts';

/** What one attestation is worth. `checks` has every check, in the order of spec.md 1.3. Plain JSON. */
export interface AttestationReport extends Conclusion {
  /** Name of the source, with `#line` where it holds several. */
  readonly name: string;
  /** Name of the expectations that it was held against, where the policy names them. */
  readonly policy?: string;
  /** Who signed, once the signature was verified; the signer's word about itself is not in it. */
  readonly signer?: Claims;
  /** The trusted root that the signature ends in, once it was verified. */
  readonly trust?: TrustSummary;
  /** When it was signed, UTC, ISO 8601: the earliest witnessed time. */
  readonly signedAt?: string;
}

interface ReportBase {
  readonly artifacts: readonly Artifact[];
  readonly release: Release;
  /** Every attestation that was looked at, in the order given. */
  readonly attestations: readonly AttestationReport[];
  /** The sources that were asked, in the order given; what one could not say is its `degraded`. */
  readonly sources: readonly SourceSummary[];
  /** Every publish attestation of the registry, when it was asked for one; one must hold. */
  readonly published?: readonly AttestationReport[];
  /** The trusted roots that were available, each with its age. */
  readonly trust: readonly (TrustSummary & { readonly ageDays: number })[];
  /** What the policy let pass without asking; a person who reads "pass" must see it. */
  readonly notAsked: readonly string[];
  /** When it was verified: the caller's `now`, UTC, ISO 8601. */
  readonly verifiedAt: string;
}

/** At least one attestation satisfies every check. */
export interface PassReport extends ReportBase {
  readonly verdict: 'pass';
  readonly provenance: Provenance;
  /** Who signed the attestation that passed. */
  readonly signer: Claims;
}

/** Every attestation fails, or there is none, and every source has answered completely. */
export interface FailReport extends ReportBase {
  readonly verdict: 'fail';
  /** Of the attestation that came furthest; `attestation_missing` when there is none. */
  readonly failureReason: FailureReason;
}

/** It could not be decided. Blocks a release as `fail` does. */
export interface InconclusiveReport extends ReportBase {
  readonly verdict: 'inconclusive';
  readonly failureReason: FailureReason;
}

/** The verdict and all that led to it. `provenance` exists only on `pass`. */
export type Report = PassReport | FailReport | InconclusiveReport;
