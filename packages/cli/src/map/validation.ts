import type { FailureReason } from '@provkit/manifest';
import type { Report } from '@provkit/predicate';
import type { UnavailableArtifact } from '../released-files.ts';

/** The outcome of validating one manifest entry (S1). */
export interface Validation {
  readonly verdict: Report['verdict'];
  /** Absent on pass. */
  readonly failureReason?: FailureReason;
  /** Why there is no report, or why it does not decide; one sentence. */
  readonly problem?: string;
  /** What was compared for the problem, where something was. */
  readonly compared?: { readonly expected: string; readonly actual: string };
  /** The report that decides: of the first file that does not pass, else of the first. */
  readonly report?: Report;
  /** One for each file of the release; absent when there was nothing to verify. */
  readonly reports?: readonly Report[];
  /** An artifact that GitHub does not have (any more). */
  readonly unavailable?: UnavailableArtifact;
  /** `sha256:…` of the released file; absent when it could not be had. */
  readonly artifactDigest?: string;
  readonly policyDigest: string;
  /** UTC, ISO 8601 with milliseconds. */
  readonly verifiedAt: string;
  readonly durationMs: number;
}
