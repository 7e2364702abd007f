import type { Manifest } from './schema.ts';

/** The order of members in the file, that of the schema, at every level; no name stands for two things. */
const ORDER = [
  '$schema',
  'version',
  'repository',
  'generated_at',
  'entries',
  'tag',
  'run_id',
  'run_attempt',
  'sha',
  'artifact_url',
  'artifact_digest',
  'archive_digest',
  'predicate_type',
  'builder_id',
  'status',
  'failure_reason',
  'verified_at',
  'notify_slack',
  'slack_retry',
  'issue_number',
  'requeue',
  'requeue_reason',
  'rerun_in_progress',
  'previous_run_ids',
  'retry_of',
  'superseded_by',
  'rollback_run_id',
  'governance_flag',
  'override',
  'approved_by',
  'approved_at',
  'expires_at',
  'reason',
  'evidence',
  'notes',
] as const;

/**
 * The manifest as text: same value, same bytes. Members in the order of the schema, two spaces of indentation, a final
 * newline, so that a diff shows what changed and nothing else. Pure.
 */
export function serializeManifest(manifest: Manifest): string {
  // an allow-list puts the members in its own order; the schema has no others
  return `${JSON.stringify(manifest, [...ORDER], 2)}\n`;
}
