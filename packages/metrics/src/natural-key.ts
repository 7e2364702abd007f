import type { EventDraft, EventOf, EventType } from './event.ts';

/** A field of the event, or a part of one that the design names: the run of the program, the UTC day. */
type KeyPart<T extends EventType> = keyof EventOf<T> | 'producer.instance' | 'at.day';

type KeyValue = string | number | boolean | null;

/**
 * What makes an event of each type the same fact (spec.md 3.2), in the order that is hashed. Beyond the design's
 * words: `repository_id` where numbers count per repository or server, `channel` because who took note of an alert on its
 * Issue may do so on Slack, too, and only that is timed, `path` because one commit may change two manifests,
 * `version` for the "requested version", `recovery_seq` for the recovery's own `seq`.
 */
export const NATURAL_KEYS = {
  'validation.completed': [
    'repository_id',
    'tag',
    'run_id',
    'run_attempt',
    'artifact_digest',
    'policy_digest',
    'try',
  ],
  'artifact.unavailable': ['repository_id', 'run_id', 'artifact_id'],
  'alert.raised': ['alert_id'],
  'notification.attempted': ['alert_id', 'rung', 'try'],
  'issue.opened': ['repository_id', 'issue_number'],
  'issue.updated': ['repository_id', 'issue_number', 'version'],
  'issue.closed': ['repository_id', 'issue_number', 'version'],
  'alert.acknowledged': ['alert_id', 'channel', 'by'],
  'recovery.opened': ['recovery_id'],
  'recovery.transitioned': ['recovery_id', 'recovery_seq'],
  'recovery.closed': ['recovery_id'],
  'recovery.blocked': ['recovery_id', 'recovery_seq'],
  'rerun.started': ['rerun_id'],
  'rerun.refused': ['rerun_id'],
  'rerun.finished': ['rerun_id'],
  'rollback.decided': ['rollback_id'],
  'rollback.completed': ['rollback_id'],
  'lock.waited': ['producer.instance', 'seq'],
  'kpi.ingest_attempted': ['event_id', 'try'],
  'manifest.changed': ['repository_id', 'commit', 'path'],
  'review.requested': ['subject', 'version'],
  'review.decided': ['review_id', 'by'],
  'token.observed': ['repository_id', 'token', 'at.day'],
} as const satisfies { [T in EventType]: readonly KeyPart<T>[] };

/**
 * The values that identify an event, in the order of `NATURAL_KEYS`. Pure. A correction is a fact of its own: its key
 * ends with the event that it corrects and when it was recorded, so that it is not taken for the original.
 */
export function naturalKeyOf(event: EventDraft): readonly KeyValue[] {
  const parts: readonly string[] = NATURAL_KEYS[event.type];
  const key = parts.map((part) => keyValue(event, part));
  return event.corrects === undefined ? key : [...key, event.corrects, event.recorded_at];
}

function keyValue(event: EventDraft, part: string): KeyValue {
  switch (part) {
    case 'producer.instance':
      return event.producer.instance;
    case 'at.day':
      return event.at.slice(0, 'YYYY-MM-DD'.length);
    case 'repository_id':
      return event.repository_id ?? event.repository;
    default:
      return (event as Record<string, unknown>)[part] as KeyValue; // NATURAL_KEYS names scalar fields only
  }
}
