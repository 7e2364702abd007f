import { z } from 'zod';

// Plain zod only, so that z.toJSONSchema says the same. What the program runs is the validator compiled from it
// (npm run generate); rules across fields are in uniqueness.ts and rules/. The order of the members is the order in the
// file. Lengths are bounded by the size of the document alone: zod counts UTF-16 units where JSON Schema counts
// characters, and the two must say the same.

const RunId = z.string().regex(/^[1-9][0-9]{0,19}$/);
const Digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const Timestamp = z
  .string()
  .regex(
    /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/,
  );
const Tag = z.string().regex(/^(?!refs\/)[^\s~^:?*[\\]+$/);
const Text = z.string().min(1);

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
  predicate_type: Text.describe(
    'The predicate type that may pass: https://slsa.dev/provenance/v0.2, the only one that needs an exception.',
  ),
  approved_by: Text.describe('Who approved it. A name is no proof; the evidence is.'),
  approved_at: Timestamp.describe('When it was approved: UTC with milliseconds.'),
  expires_at: Timestamp.describe(
    'From when on it no longer holds: UTC with milliseconds, after approved_at.',
  ),
  reason: Text.describe('Why the exception is needed, for the people who review it.'),
  evidence: Text.describe(
    'What proves the approval and can be looked up: a review, an environment approval or a signed statement.',
  ),
});

/** The release that makes another one moot. */
const SupersededBy = z.strictObject({
  tag: Tag.describe('Its tag, without refs/tags/.'),
  run_id: RunId.describe('Its Actions run, as decimal text.'),
});

/** One release by one run. */
export const Entry = z.strictObject({
  tag: Tag.describe('The release tag, without refs/tags/, for example v1.2.3.'),
  run_id: RunId.describe(
    'The Actions run that built the release, as decimal text. With the tag it is the entry’s key.',
  ),
  run_attempt: z
    .int()
    .min(1)
    .describe('The run’s latest attempt, from 1. A rerun raises it and keeps the entry.'),
  sha: z
    .string()
    .regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/)
    .describe(
      'The commit that the tag points to: 40 or 64 lowercase hex digits. It never changes.',
    ),
  artifact_url: Text.describe(
    'Where the released file is: https, or a path below the manifest’s folder.',
  ),
  artifact_digest: Digest.optional().describe(
    'SHA-256 of the released file: sha256: and 64 hex digits.',
  ),
  archive_digest: Digest.optional().describe(
    'SHA-256 of the zip that Actions keeps the file in: sha256: and 64 hex digits.',
  ),
  predicate_type: Text.optional().describe('Predicate type of the attestation that was accepted.'),
  builder_id: Text.optional().describe('Builder that the accepted attestation names.'),
  status: Status.describe(
    'Where the release stands: pending until it is validated, then success or failure; blocked when only a person can go on; rollback for the run that undid another release.',
  ),
  failure_reason: FailureReason.optional().describe(
    'Why it was not accepted; its history is in the events.',
  ),
  verified_at: Timestamp.optional().describe(
    'When its provenance was last accepted: UTC with milliseconds.',
  ),
  notify_slack: z.boolean().optional().describe('Whether Slack was told of the failure.'),
  slack_retry: z.int().min(0).optional().describe('How often telling Slack was tried again.'),
  issue_number: z
    .int()
    .min(1)
    .optional()
    .describe('The GitHub Issue of the failure; once recorded it is updated, never doubled.'),
  requeue: z.boolean().optional().describe('Whether the run is to be repeated.'),
  requeue_reason: Text.optional().describe('Why the run is to be repeated.'),
  rerun_in_progress: z
    .boolean()
    .optional()
    .describe('Whether the run is being repeated right now, so that nobody repeats it again.'),
  previous_run_ids: z
    .array(RunId.describe('An Actions run, as decimal text.'))
    .min(1)
    .optional()
    .describe('Runs of the same release before this one, oldest first; it only grows.'),
  retry_of: Tag.optional().describe('The tag that this tag replaces, without refs/tags/.'),
  superseded_by: SupersededBy.optional().describe('The release that makes this one moot.'),
  rollback_run_id: RunId.optional().describe(
    'The run that rolled this release back, as decimal text; it has an entry of its own.',
  ),
  governance_flag: z
    .enum(['rollback', 'override'])
    .optional()
    .describe('What governance must look at: a rollback, or an override.'),
  override: Override.optional().describe(
    'An approved exception to the predicate type, for this release alone.',
  ),
  notes: Text.optional().describe(
    'What people should know, for example what they must do by hand.',
  ),
});

/** The release manifest, version 1. */
export const Manifest = z
  .strictObject({
    $schema: Text.optional().describe(
      'Where the JSON Schema of this version is, for editors: https://provkit.dev/schema/manifest.v1.schema.json or a path to a copy.',
    ),
    version: z.literal(1).describe('Version of this format.'),
    repository: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/)
      .describe('The repository whose releases these are: owner/name.'),
    generated_at: Timestamp.describe('When the manifest was begun: UTC with milliseconds.'),
    entries: z
      .array(Entry.describe('One release by one run.'))
      .describe('The releases, unique by tag and run_id. Their order means nothing.'),
  })
  .describe(
    'What is known of each release of a repository: where it is, and whether it was accepted.',
  );

export type FailureReason = z.infer<typeof FailureReason>;
export type Status = z.infer<typeof Status>;
export type Override = z.infer<typeof Override>;
export type Entry = z.infer<typeof Entry>;
export type Manifest = z.infer<typeof Manifest>;
