import type { FailureReason } from '../failure-reason.ts';
import type { SignedBy } from '../signature/signed-payload.ts';
import type { ResourceDescriptor } from '../statement/schemas.ts';
import type { VsaCheckResult } from './catalog.ts';

/** What a verifier says of an artifact, once every check has passed. Plain JSON. */
export interface VerificationSummary {
  readonly verifier: {
    readonly id: string;
    /** Components of the verifier and their versions; empty when it does not say. */
    readonly version: Readonly<Record<string, string>>;
  };
  /** As the verifier wrote it, RFC 3339. */
  readonly timeVerified?: string;
  readonly resourceUri: string;
  readonly policy: { readonly uri: string; readonly digest: Readonly<Record<string, string>> };
  /** Every attestation that was used; `undefined` when the verifier does not say, never only some of them. */
  readonly inputAttestations?: readonly ResourceDescriptor[];
  readonly verifiedLevels: readonly string[];
  /** How many transitive dependencies are at each level; empty: there are none; `undefined`: no claim. */
  readonly dependencyLevels?: Readonly<Record<string, number>>;
  /** `undefined`: an unspecified 1.x. */
  readonly slsaVersion?: string;
}

interface VsaReportBase {
  /** Name of the source. */
  readonly name: string;
  /** What it was held against, by the names that the caller gave. */
  readonly subjects: readonly string[];
  /** Who signed, once the signature was verified. */
  readonly signer?: SignedBy;
  /** Every check, in the order of the catalog. */
  readonly checks: readonly VsaCheckResult[];
  /** What was not asked for; a person who reads "pass" must see it. */
  readonly notAsked: readonly string[];
  /** When it was verified here: the caller's `now`, UTC, ISO 8601. */
  readonly verifiedAt: string;
}

/** Every check holds. */
export interface VsaPassReport extends VsaReportBase {
  readonly verdict: 'pass';
  readonly summary: VerificationSummary;
  readonly signer: SignedBy;
}

/** At least one check does not hold. */
export interface VsaFailReport extends VsaReportBase {
  readonly verdict: 'fail';
  /** Of the first check that failed. */
  readonly failureReason: FailureReason;
}

/** The verdict on a summary and all that led to it. `summary` exists only on `pass`. */
export type VsaReport = VsaPassReport | VsaFailReport;
