/** Written once, said of several. */
const TIME = 'Write a UTC time with milliseconds, for example 2026-01-31T12:00:00.000Z.';
const RUN = 'Write the run’s number as text, for example "8123456789".';
const TAG = 'Write the tag’s name alone, for example v1.2.3, without refs/tags/.';
const FLAG = 'Write true or false, without quotes, or leave it out.';
const WORDS = 'Write some text, or leave it out.';

/** How a field is put right, by its name; what the JSON Schema says of it, in the imperative. */
const FIXES: Readonly<Record<string, string>> = {
  $schema: 'Write the address of manifest.v1.schema.json, or leave it out.',
  version: 'Write 1, the only version there is.',
  repository: 'Write owner/name.',
  generated_at: TIME,
  entries: 'Write a list of releases, [] where there is none yet.',
  tag: TAG,
  run_id: RUN,
  run_attempt: 'Write the attempt as a number from 1.',
  sha: 'Write the whole commit id, 40 or 64 lowercase hex digits.',
  artifact_url: 'Write where the released file is: https, or a path below the manifest’s folder.',
  artifact_digest: 'Write sha256: and the 64 lowercase hex digits of the released file.',
  archive_digest: 'Write sha256: and the 64 lowercase hex digits of the zip.',
  predicate_type: 'Write the type’s address, for example https://slsa.dev/provenance/v1.',
  builder_id: 'Write the builder’s address as its attestation has it, or leave it out.',
  status: 'Write pending, success, failure, blocked or rollback.',
  failure_reason: 'Write the reason of the failed check, one of the list, or leave it out.',
  verified_at: TIME,
  notify_slack: FLAG,
  slack_retry: 'Write a number from 0, without quotes, or leave it out.',
  issue_number: 'Write the Issue’s number from 1, without quotes and #, or leave it out.',
  requeue: FLAG,
  requeue_reason: WORDS,
  rerun_in_progress: FLAG,
  previous_run_ids:
    'Write a list of runs, each its number as text, for example ["8123456789"]; leave it out where there is none.',
  retry_of: TAG,
  superseded_by: 'Write an object of the other release’s tag and run_id.',
  rollback_run_id: RUN,
  governance_flag: 'Write rollback or override, or leave it out.',
  override:
    'Write an object of predicate_type, approved_by, approved_at, expires_at, reason and evidence.',
  approved_by: 'Write who approved it.',
  approved_at: TIME,
  expires_at: TIME,
  reason: 'Write why the exception is needed.',
  evidence: 'Write what proves the approval and can be looked up, for example a review’s address.',
  notes: WORDS,
};

const MANIFEST = 'Write an object with version, repository, generated_at and entries.';
const ENTRY =
  'Write an object with at least tag, run_id, run_attempt, sha, artifact_url and status.';

/** How to put right what a JSON pointer names; ends with a full stop. */
export function fixFor(pointer: string): string {
  const steps = pointer.split('/').slice(1);
  const field = steps.findLast((step) => !/^\d+$/.test(step));
  if (field === undefined) return MANIFEST;
  if (field === 'entries' && steps.length > 1) return ENTRY;
  const fix = Object.hasOwn(FIXES, field) ? FIXES[field] : undefined;
  return fix ?? 'Remove it, or correct its name: manifest.v1.schema.json lists the members.';
}
