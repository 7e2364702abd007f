/**
 * Why an artifact's provenance was not accepted: the machine-readable reasons that this package can give.
 * @see docs/feature-map.md, S1.6
 */
export type FailureReason =
  // security: the evidence contradicts itself or the policy
  | 'signature_invalid'
  | 'certificate_untrusted'
  | 'log_entry_invalid'
  | 'timestamp_invalid'
  | 'subject_mismatch'
  | 'builder_mismatch'
  | 'material_mismatch'
  | 'source_mismatch'
  | 'claim_mismatch'
  | 'run_mismatch'
  | 'lineage_violation'
  | 'policy_violation'
  // release: sound evidence of another release or of another kind
  | 'release_mismatch'
  | 'predicate_mismatch'
  | 'predicate_malformed'
  // evidence: there is none
  | 'attestation_missing'
  // transient: it could not be decided, or a source could not say, so that nothing can be said to be missing
  | 'trust_root_unavailable'
  | 'upstream_unavailable'
  | 'rate_limited';
