import type { Entry, FailureReason } from '@provkit/manifest';
import type { AlertFacts } from '@provkit/notify';
import { FAILURE_CLASSES } from './failure-classes.ts';

/** A release that did not pass, from a manifest entry or a report. */
export interface FailedRelease {
  /** URL of the source repository. */
  readonly repository: string;
  readonly tag: string;
  readonly run_id: string;
  readonly run_attempt: number;
  readonly reason: FailureReason;
  /** What the validator found, in its words. */
  readonly message?: string | undefined;
  readonly entry?: Entry | undefined;
}

/** What people are told of a release that did not pass. What may be an attack is critical. Pure. */
export function alertFacts(failed: FailedRelease): AlertFacts {
  const { repository, tag, run_id, run_attempt, reason, message, entry } = failed;
  return {
    failure_reason: reason,
    severity: FAILURE_CLASSES[reason] === 'security' ? 'critical' : 'warning',
    repository,
    tag,
    run_id,
    run_attempt,
    run_url: runUrl(failed),
    ...(message !== undefined && { message }),
    ...(entry && { artifact_url: entry.artifact_url, entry }),
  };
}

/** The page of one attempt of a run. Pure. */
export function runUrl({
  repository,
  run_id,
  run_attempt,
}: Pick<FailedRelease, 'repository' | 'run_id' | 'run_attempt'>): string {
  return `${repository}/actions/runs/${run_id}/attempts/${run_attempt}`;
}
