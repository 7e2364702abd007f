import type { EvidenceOutcome } from './source.ts';

/** How long after a run its attestations may still be missing from an index: 600 s (spec.md 1.2). */
export const INDEXING_GRACE_MS = 600_000;

/** When the run that should have left attestations ended, and what time it is; both ms since 1970, UTC. */
export interface GraceInput {
  /** Absent: not known, or the run goes on. Then no time is too late. */
  readonly completedAt?: number;
  readonly now: number;
  /** Default: `INDEXING_GRACE_MS`. */
  readonly graceMs?: number;
}

/**
 * An answer of "none" so soon after the run that the attestation may come yet is no definite one. Pure.
 * @returns the outcome as it is, or with the problem `not_indexed_yet`.
 */
export function applyIndexingGrace(outcome: EvidenceOutcome, grace: GraceInput): EvidenceOutcome {
  const { completedAt, now, graceMs = INDEXING_GRACE_MS } = grace;
  if (outcome.bundles.length > 0 || outcome.problems.length > 0) return outcome;
  const ageMs = completedAt === undefined ? 0 : now - completedAt;
  if (ageMs >= graceMs) return outcome;
  const ended =
    completedAt === undefined ? 'has not ended' : `ended ${Math.floor(ageMs / 1000)} s ago`;
  const message = `no attestation yet, and the run ${ended}: it may take ${graceMs / 1000} s until one can be found`;
  return { ...outcome, problems: [{ reason: 'not_indexed_yet', message }] };
}
