import type { Entry } from '@provkit/manifest';
import type { EventDraft } from '@provkit/metrics';
import type { UnavailableArtifact } from '../released-files.ts';
import type { Validation } from './validation.ts';
import type { EventContext } from './validation-event.ts';

/**
 * The event that an artifact is not to be had (S1.6), which the metric `artifact_retention_missing` counts (S1.8). Pure.
 */
export function unavailableEvent(
  { reason, artifactId, expiresAt, status }: UnavailableArtifact,
  { verifiedAt }: Pick<Validation, 'verifiedAt'>,
  entry: Entry,
  context: EventContext,
): EventDraft<'artifact.unavailable'> {
  const expired = Date.parse(expiresAt ?? '');
  return {
    type: 'artifact.unavailable',
    at: verifiedAt,
    recorded_at: verifiedAt,
    ...context,
    repository_id: null,
    tag: entry.tag,
    run_id: entry.run_id,
    run_attempt: entry.run_attempt,
    trigger: 'release',
    reason,
    artifact_id: artifactId,
    expires_at: Number.isNaN(expired) ? null : new Date(expired).toISOString(),
    http_status: status ?? null,
  };
}
