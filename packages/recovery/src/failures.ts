/** What a failure calls for. @see spec.md 2.1 */
export type FailureClass = 'security' | 'release' | 'evidence' | 'transient';

/**
 * What helps against a failure.
 * - never-rerun: the same input may not be retried into green; a person rebuilds from a reviewed commit, or rolls back
 * - person: the same input gives the same result; somebody has to change it
 * - rebuild: the evidence is gone or was never made; a whole run makes it anew
 * - wait-upstream, wait-indexing, wait-lock: nothing is known to be wrong; look again
 */
export type Remedy =
  | 'never-rerun'
  | 'person'
  | 'rebuild'
  | 'wait-upstream'
  | 'wait-indexing'
  | 'wait-lock';

interface Failure {
  readonly class: FailureClass;
  readonly remedy: Remedy;
}

const SECURITY = { class: 'security', remedy: 'never-rerun' } as const;
const RELEASE = { class: 'release', remedy: 'person' } as const;
const EVIDENCE = { class: 'evidence', remedy: 'rebuild' } as const;

/** Every failure reason, its class and what helps. @see spec.md 2.1 */
export const FAILURES = {
  signature_invalid: SECURITY,
  certificate_untrusted: SECURITY,
  log_entry_invalid: SECURITY,
  timestamp_invalid: SECURITY,
  subject_mismatch: SECURITY,
  builder_mismatch: SECURITY,
  material_mismatch: SECURITY,
  source_mismatch: SECURITY,
  claim_mismatch: SECURITY,
  run_mismatch: SECURITY,
  lineage_violation: SECURITY,
  policy_violation: SECURITY,
  release_mismatch: RELEASE,
  predicate_mismatch: RELEASE,
  predicate_malformed: RELEASE,
  artifact_missing: EVIDENCE,
  artifact_retention_missing: EVIDENCE,
  attestation_missing: EVIDENCE,
  upstream_unavailable: { class: 'transient', remedy: 'wait-upstream' },
  rate_limited: { class: 'transient', remedy: 'wait-upstream' },
  lock_timeout: { class: 'transient', remedy: 'wait-lock' },
  trust_root_unavailable: { class: 'transient', remedy: 'wait-upstream' },
} as const satisfies Record<string, Failure>;

/** The closed list of reasons that the design has. */
export type FailureReason = keyof typeof FAILURES;

/**
 * Class and remedy of a verdict. What could not be decided is transient whatever was looked for last, an attestation that is
 * not indexed yet above all; a breach that was seen stays one. Pure.
 */
export function classify(reason: FailureReason, verdict: 'fail' | 'inconclusive'): Failure {
  const failure = FAILURES[reason];
  if (verdict === 'fail' || failure.class === 'security') return failure;
  if (failure.class === 'transient') return failure;
  return { class: 'transient', remedy: 'wait-indexing' };
}
