import type { FailureReason } from '@provkit/manifest';

/** What a failure calls for (spec.md 2.1). */
export type FailureClass = 'security' | 'release' | 'evidence' | 'transient';

/** Every failure reason with its class. @see spec.md 2.1; architecture, "Failure reasons" */
export const FAILURE_CLASSES = {
  signature_invalid: 'security',
  certificate_untrusted: 'security',
  log_entry_invalid: 'security',
  timestamp_invalid: 'security',
  subject_mismatch: 'security',
  builder_mismatch: 'security',
  material_mismatch: 'security',
  source_mismatch: 'security',
  claim_mismatch: 'security',
  run_mismatch: 'security',
  lineage_violation: 'security',
  policy_violation: 'security',
  release_mismatch: 'release',
  predicate_mismatch: 'release',
  predicate_malformed: 'release',
  artifact_missing: 'evidence',
  artifact_retention_missing: 'evidence',
  attestation_missing: 'evidence',
  upstream_unavailable: 'transient',
  rate_limited: 'transient',
  lock_timeout: 'transient',
  trust_root_unavailable: 'transient',
} as const satisfies Record<FailureReason, FailureClass>;
