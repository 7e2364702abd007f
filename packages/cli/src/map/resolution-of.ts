import type { Entry, Manifest } from '@provkit/manifest';
import type { Resolution } from '@provkit/notify';
import { runUrl } from './alert-facts.ts';

/**
 * What ended the failure of an entry: that a later validation of it passed, that it was rolled back, or that a newer release
 * took its place (spec.md 2.5). Undefined while it has not ended. Pure.
 * @param repository URL.
 * @param now UTC with milliseconds, for what bears no time of its own.
 */
export function resolutionOf(
  entry: Entry,
  { entries }: Pick<Manifest, 'entries'>,
  repository: string,
  now: string,
): Resolution | undefined {
  if (entry.status === 'success')
    return { outcome: 'recovered', ...evidenceOf(entry, repository, now) };
  if (entry.status !== 'blocked') return undefined;
  const rollback = entries.find(
    ({ status, run_id }) => status === 'rollback' && run_id === entry.rollback_run_id,
  );
  if (rollback) return { outcome: 'rolled-back', ...evidenceOf(rollback, repository, now) };
  const { superseded_by: by } = entry;
  const newer = entries.find(
    ({ status, tag, run_id }) => status === 'success' && tag === by?.tag && run_id === by.run_id,
  );
  return newer && { outcome: 'superseded', ...evidenceOf(newer, repository, now) };
}

function evidenceOf(entry: Entry, repository: string, now: string): Omit<Resolution, 'outcome'> {
  const { tag, run_id, run_attempt, artifact_digest, verified_at } = entry;
  return {
    at: verified_at ?? now,
    tag,
    run_id,
    run_attempt,
    run_url: runUrl({ repository, run_id, run_attempt }),
    ...(artifact_digest !== undefined && { artifact_digest }),
  };
}
