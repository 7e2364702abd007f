import type { FailureReason } from '@provkit/manifest';
import type { Report } from '@provkit/predicate';

/** The outcome of validating one manifest entry (S1). */
export interface Validation {
  readonly verdict: Report['verdict'];
  /** Absent on pass. */
  readonly failureReason?: FailureReason;
  /** Why there is no report, or why it does not decide; one sentence. */
  readonly problem?: string;
  readonly report?: Report;
  /** `sha256:…` of the released file; absent when it could not be had. */
  readonly artifactDigest?: string;
  readonly policyDigest: string;
  /** UTC, ISO 8601 with milliseconds. */
  readonly verifiedAt: string;
  readonly durationMs: number;
}
