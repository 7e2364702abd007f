import type { EntryCounts } from '@provkit/manifest';
import type { EventDraft } from '@provkit/metrics';
import type { EventContext } from './validation-event.ts';

/** A commit that changed a manifest. */
export interface ManifestCommit {
  /** Path of the manifest in the repository. */
  readonly path: string;
  readonly commit: string;
  /** What it was compared with. */
  readonly base: string;
  readonly counts: EntryCounts;
  /** UTC, ISO 8601 with milliseconds. */
  readonly at: string;
  readonly isPullRequest: boolean;
}

/** The event that a change of a manifest is (`governance.manifest_diff_count`, spec.md 3.2). Pure. */
export function manifestChangedEvent(
  { path, commit, base, counts, at, isPullRequest }: ManifestCommit,
  context: EventContext,
): EventDraft<'manifest.changed'> {
  return {
    type: 'manifest.changed',
    at,
    recorded_at: at,
    ...context,
    repository_id: null,
    tag: null,
    run_id: null,
    run_attempt: null,
    trigger: isPullRequest ? 'pull_request' : 'release',
    commit,
    base,
    ...counts,
    path,
  };
}
