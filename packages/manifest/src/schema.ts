import { z } from 'zod';

// Plain zod only, so that z.toJSONSchema says the same. What the program runs is the validator compiled from it
// (npm run generate); rules across fields are in uniqueness.ts. The order of the members is the order in the file.

const RunId = z.string().regex(/^[1-9][0-9]{0,19}$/);
const Digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const Timestamp = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
const Tag = z.string().regex(/^(?!refs\/)[^\s~^:?*[\\]+$/);

/** Why a release was not accepted (architecture, "Failure reasons"). */
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

/** Where a release stands. */
export const Status = z.enum(['pending', 'success', 'failure', 'blocked', 'rollback']);

/** An approved exception to the predicate type (S1.2a). */
export const Override = z.strictObject({
  predicate_type: z.string().min(1).describe('The predicate type that may pass.'),
  approved_by: z.string().min(1).describe('Who approved it; the evidence is what counts.'),
  approved_at: Timestamp.describe('When it was approved, UTC.'),
  expires_at: Timestamp.describe('From when on it no longer holds, UTC.'),
  reason: z.string().min(1).describe('Why the exception is needed.'),
  evidence: z
    .string()
    .min(1)
    .describe('Review, environment approval or signed statement that proves the approval.'),
});

/** One release by one run. */
export const Entry = z.strictObject({
  tag: Tag.describe('The release tag, without refs/tags/.'),
  run_id: RunId.describe('The Actions run that built the release, as decimal text.'),
  run_attempt: z.int().min(1).describe('The run’s latest attempt, from 1.'),
  sha: z
    .string()
    .regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/)
    .describe('The commit that the tag points to: 40 or 64 lowercase hex digits.'),
  artifact_url: z
    .string()
    .min(1)
    .describe('Where the released file is: https, or a path below the manifest’s folder.'),
  artifact_digest: Digest.optional().describe('SHA-256 of the released file.'),
  archive_digest: Digest.optional().describe('SHA-256 of the zip that Actions keeps the file in.'),
  predicate_type: z
    .string()
    .min(1)
    .optional()
    .describe('Predicate type of the attestation that was accepted.'),
  builder_id: z
    .string()
    .min(1)
    .optional()
    .describe('Builder of the attestation that was accepted.'),
  status: Status.describe('Where the release stands.'),
  failure_reason: FailureReason.optional().describe('Why it was not accepted.'),
  verified_at: Timestamp.optional().describe('When its provenance was last accepted, UTC.'),
  notify_slack: z.boolean().optional().describe('Whether Slack was told of a failure.'),
  slack_retry: z.int().min(0).optional().describe('How often telling Slack was tried again.'),
  issue_number: z.int().min(1).optional().describe('The GitHub Issue of the failure.'),
  requeue: z.boolean().optional().describe('Whether the run is to be repeated.'),
  requeue_reason: z.string().min(1).optional().describe('Why it is to be repeated.'),
  rerun_in_progress: z.boolean().optional().describe('Whether the run is being repeated.'),
  previous_run_ids: z
    .array(RunId)
    .min(1)
    .optional()
    .describe('Runs of the same release before this one, oldest first.'),
  retry_of: Tag.optional().describe('The tag that this tag replaces.'),
  superseded_by: z
    .strictObject({ tag: Tag.describe('Its tag.'), run_id: RunId.describe('Its run.') })
    .optional()
    .describe('The release that makes this one moot.'),
  rollback_run_id: RunId.optional().describe('The run that rolled this release back.'),
  governance_flag: z
    .enum(['rollback', 'override'])
    .optional()
    .describe('What governance must look at.'),
  override: Override.optional().describe('An approved exception to the predicate type.'),
  notes: z.string().min(1).optional().describe('What people should know.'),
});

/** The release manifest, version 1. */
export const Manifest = z.strictObject({
  $schema: z.string().min(1).optional().describe('For editors.'),
  version: z.literal(1).describe('Version of this format.'),
  repository: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/)
    .describe('owner/name.'),
  generated_at: Timestamp.describe('When the manifest was begun, UTC.'),
  entries: z.array(Entry).describe('Releases; unique by tag and run_id.'),
});

export type FailureReason = z.infer<typeof FailureReason>;
export type Status = z.infer<typeof Status>;
export type Override = z.infer<typeof Override>;
export type Entry = z.infer<typeof Entry>;
export type Manifest = z.infer<typeof Manifest>;
