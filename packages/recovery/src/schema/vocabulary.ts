import { z } from 'zod';

// Plain zod, written once: what the program runs is the validator compiled from it (npm run generate), and everybody else
// imports types alone. Absent, never null, as in the manifest.

/** SHA-256, lowercase hex. */
export const HashId = z.string().regex(/^[0-9a-f]{64}$/);
export const Time = z.string().regex(z.regexes.datetime({ precision: 3 }));
export const Text = z.string().regex(/^[\s\S]{1,4096}$/u);
export const NumericId = z.string().regex(/^[1-9][0-9]{0,19}$/);
export const Sha = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
export const Digest = z
  .string()
  .regex(/^sha(?:256:[0-9a-f]{64}|384:[0-9a-f]{96}|512:[0-9a-f]{128})$/);
export const Count = z.int().min(0);
export const Ordinal = z.int().min(1);

export const Reason = z.enum([
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
export const Class = z.enum(['security', 'release', 'evidence', 'transient']);

export const StateName = z.enum([
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

/** How a run is brought about (spec.md 2.2). */
export const Mechanism = z.enum(['rerun-failed', 'rerun-all', 'dispatch', 'roll-forward']);

export const Actor = z.strictObject({ kind: z.enum(['automated', 'human']), id: Text });

/** A run, an attempt of it, and the tag that it is of. */
export const Run = z.strictObject({ tag: Text, runId: NumericId, attempt: Ordinal });
