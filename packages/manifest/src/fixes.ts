/** How a field is put right, by its name; what the JSON Schema says of it, in the imperative. */
const FIXES: Readonly<Record<string, string>> = {
  version: 'Write 1, the only version there is.',
  repository: 'Write owner/name.',
  generated_at: 'Write a UTC time with milliseconds, for example 2026-01-31T12:00:00.000Z.',
  verified_at: 'Write a UTC time with milliseconds, for example 2026-01-31T12:00:00.000Z.',
  approved_at: 'Write a UTC time with milliseconds, for example 2026-01-31T12:00:00.000Z.',
  expires_at: 'Write a UTC time with milliseconds, for example 2026-01-31T12:00:00.000Z.',
  tag: 'Write the tag’s name alone, for example v1.2.3, without refs/tags/.',
  run_id: 'Write the run’s number as text, for example "8123456789".',
  rollback_run_id: 'Write the run’s number as text, for example "8123456789".',
  run_attempt: 'Write the attempt as a number from 1.',
  sha: 'Write the whole commit id, 40 or 64 lowercase hex digits.',
  artifact_digest: 'Write sha256: and the 64 lowercase hex digits of the released file.',
  archive_digest: 'Write sha256: and the 64 lowercase hex digits of the zip.',
};

/** How to put right what a JSON pointer names; ends with a full stop. */
export function fixFor(pointer: string): string {
  const field = pointer.split('/').findLast((step) => step !== '' && !/^\d+$/.test(step)) ?? '';
  return Object.hasOwn(FIXES, field)
    ? (FIXES[field] ?? '')
    : 'See the schema, manifest.v1.schema.json.';
}
