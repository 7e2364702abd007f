import type { Manifest } from '@provkit/manifest';
import type { Event } from '@provkit/metrics';
import type { Verdict } from '@provkit/recovery';

/** What validations said, in recovery's words. The commit of a run is its manifest entry's. Pure. */
export function verdictOf(event: Event, manifest: Manifest): Verdict | undefined {
  if (event.type !== 'validation.completed' || event.trigger === 'test') return undefined;
  const { run_id: runId, run_attempt: attempt, tag, verdict, failure_reason: reason } = event;
  if (runId === null || attempt === null) return undefined;
  const entry = manifest.entries.find((one) => one.run_id === runId && one.tag === tag);
  return {
    runId,
    attempt,
    verdict,
    validationId: event.id,
    at: event.at,
    ...(tag !== null && { tag }),
    ...(reason !== null && { reason }),
    ...(event.artifact_digest !== null && { digest: event.artifact_digest }),
    ...(entry && { commit: entry.sha }),
  };
}
