import { z } from 'zod';
import {
  Digest,
  DurationMs,
  FailureClass,
  FailureReason,
  HashId,
  HttpStatus,
  NumericId,
  Ordinal,
  Text,
  Timestamp,
  Verdict,
} from './vocabulary.ts';

/** A release's artifact was validated (S1). */
export const validationCompleted = {
  verdict: Verdict,
  failure_reason: FailureReason.nullable().describe('Null on pass.'),
  class: FailureClass.nullable().describe('Class of the failure; null on pass.'),
  artifact_digest: Digest.nullable().describe('Null when the artifact could not be had.'),
  predicate_type: Text.nullable(),
  build_type: Text.nullable(),
  builder_id: Text.nullable(),
  trust_profile: z.enum(['public-good', 'github', 'custom']).nullable(),
  trust_root_digest: Digest.nullable(),
  policy_digest: Digest,
  override_id: Text.nullable(),
  duration_ms: DurationMs,
  try: Ordinal.describe(
    'Counts validations of this artifact for this run attempt under this policy.',
  ),
};

/** An artifact of a run could not be downloaded (S1.6). */
export const artifactUnavailable = {
  reason: z.enum(['artifact_missing', 'artifact_retention_missing']),
  artifact_id: NumericId,
  expires_at: Timestamp.nullable(),
  http_status: HttpStatus.nullable(),
};

/** A failure that people must hear of (S1.4). */
export const alertRaised = {
  alert_id: HashId.describe('Hash of fingerprint, run id and run attempt.'),
  fingerprint: Text,
  validation_id: HashId.nullable().describe(
    'Id of its validation.completed; null when there was none.',
  ),
  failure_reason: FailureReason,
  severity: z.enum(['info', 'warning', 'critical']),
};
