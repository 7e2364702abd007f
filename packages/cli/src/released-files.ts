import type { FailureReason } from '@provkit/manifest';
import type { Artifact, Report } from '@provkit/predicate';
import type { EvidenceSource } from '@provkit/predicate/evidence';

/** A released file, and where its attestations are looked for, in that order. */
export interface ReleasedFile {
  readonly artifact: Artifact;
  readonly sources: readonly EvidenceSource[];
}

/** Why there is nothing to verify. */
export interface NothingToVerify {
  readonly verdict: Exclude<Report['verdict'], 'pass'>;
  readonly reason: FailureReason;
  /** One sentence, for people. */
  readonly problem: string;
  /** What was compared for it, where something was. */
  readonly compared?: { readonly expected: string; readonly actual: string };
  /** An artifact that GitHub does not have (any more). */
  readonly unavailable?: UnavailableArtifact;
}

/** What is known of an artifact that is not to be had (S1.6). */
export interface UnavailableArtifact {
  readonly reason: 'artifact_missing' | 'artifact_retention_missing';
  readonly artifactId: string;
  /** ISO 8601. */
  readonly expiresAt?: string;
  readonly status?: number;
}

/** The files of a release, at least one, or why there are none. */
export type ReleasedFiles =
  | { readonly files: readonly [ReleasedFile, ...ReleasedFile[]]; readonly nothing?: never }
  | { readonly nothing: NothingToVerify };
