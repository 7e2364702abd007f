import type { Artifact } from '../artifact.ts';
import type { BundleSource } from '../bundle/bundle-source.ts';
import type { FailureReason } from '../failure-reason.ts';

/** What became of fetching a run's artifact (S1.2, S1.6, spec.md 1.10). */
export type ArtifactOutcome = FoundArtifact | MissingArtifact | RefusedArtifact | UndecidedArtifact;

/** It is of the expected run, and here are its files. */
export interface FoundArtifact {
  readonly kind: 'found';
  /** Every file of the archive that is no attestation; each must be a subject. Named by its path inside. */
  readonly files: readonly Artifact[];
  /** The attestations that came along. */
  readonly attestations: readonly BundleSource[];
  /** SHA-256 of the archive: lowercase hex. */
  readonly archiveSha256: string;
  /** When the run ended, ms since 1970, UTC; absent while it goes on. */
  readonly completedAt?: number;
}

/** It definitely is not to be had. */
export interface MissingArtifact {
  readonly kind: 'missing';
  readonly reason: 'artifact_missing' | 'artifact_retention_missing';
  readonly message: string;
  readonly artifactId: string;
  readonly status?: number;
  /** When its retention ended, ISO 8601, where GitHub still says so. */
  readonly expiresAt?: string;
}

/** It is there, and is not what it should be. */
export interface RefusedArtifact {
  readonly kind: 'refused';
  readonly reason: Extract<FailureReason, 'run_mismatch' | 'subject_mismatch' | 'policy_violation'>;
  readonly message: string;
}

/** GitHub could not say. */
export interface UndecidedArtifact {
  readonly kind: 'undecided';
  readonly reason: Extract<FailureReason, 'upstream_unavailable' | 'rate_limited'>;
  readonly message: string;
}
