import { z } from 'zod';

// Plain zod only, so that z.toJSONSchema says the same. What the program runs is the validators compiled from it
// (npm run generate); rules across fields are in event-rules.ts.

/**
 * A name, a path, a login, a ref: something a person could have typed, bounded so that a line of the log is. A pattern,
 * since `max` counts UTF-16 units in zod and code points in JSON Schema. Half of a surrogate pair is no character: JSON
 * would write it, and no reader of the log take it (T15).
 */
export const Text = z.string().regex(/^[^\ud800-\udfff]{1,1024}$/u);

/** SHA-256, lowercase hex: ids of events and everything that is named by a hash. */
export const HashId = z.string().regex(/^[0-9a-f]{64}$/);

/** Digest of an artifact or document: algorithm, colon, lowercase hex. */
export const Digest = z
  .string()
  .regex(/^(sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})$/);

/** Git object id: SHA-1, or SHA-256 in a SHA-256 repository. */
export const Commit = z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/);

/** An id that GitHub gives as a number, kept as a string: beyond 2^53 a number would lose digits. */
export const NumericId = z.string().regex(/^[1-9][0-9]{0,19}$/);

/**
 * UTC with milliseconds, as `Date.prototype.toISOString` writes it. As a pattern only: as a format it would bring all of
 * ajv-formats into the compiled validator.
 */
export const Timestamp = z.string().regex(z.regexes.datetime({ precision: 3 }));

export const HttpStatus = z.int().min(100).max(599);
export const DurationMs = z.int().min(0);
export const Count = z.int().min(0);
/** Tries, attempts and versions count from 1. */
export const Ordinal = z.int().min(1);

export const Verdict = z.enum(['pass', 'fail', 'inconclusive']);

export const FailureClass = z.enum(['security', 'release', 'evidence', 'transient']);

/** The closed list of the design; `cli/map` joins it with what each package can say. */
export const FailureReason = z.enum([
  'signature_invalid',
  'certificate_untrusted',
  'log_entry_invalid',
  'timestamp_invalid',
  'subject_mismatch',
  'builder_mismatch',
  'material_mismatch',
  'source_mismatch',
  'claim_mismatch',
  'run_mismatch',
  'lineage_violation',
  'policy_violation',
  'release_mismatch',
  'predicate_mismatch',
  'predicate_malformed',
  'artifact_missing',
  'artifact_retention_missing',
  'attestation_missing',
  'upstream_unavailable',
  'rate_limited',
  'lock_timeout',
  'trust_root_unavailable',
]);

/** How a rerun was brought about (spec.md 2.2). */
export const Mechanism = z.enum(['rerun-failed', 'rerun-all', 'dispatch', 'roll-forward']);

/** States of a recovery (spec.md 2.2). */
export const RecoveryState = z.enum([
  'detected',
  'waiting',
  'awaiting-approval',
  'requesting',
  'rerunning',
  'verifying',
  'recovered',
  'manual',
  'blocked',
  'rolling-back',
  'rollback-verifying',
  'rolled-back',
  'superseded',
  'dismissed',
]);

/** What moves a recovery from state to state (spec.md 2.3). */
export const RecoveryEvent = z.enum([
  'failure.recorded',
  'planned',
  'wait.elapsed',
  'approval.granted',
  'approval.denied',
  'approval.expired',
  'effect.confirmed',
  'effect.refused',
  'effect.unknown',
  'run.completed',
  'run.lost',
  'validation.passed',
  'validation.failed',
  'validation.inconclusive',
  'rollback.requested',
  'rollback.pr_closed',
  'superseded',
  'dismissed',
  'unblocked',
  'deadline.passed',
]);
