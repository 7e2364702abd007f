import { addEntry, type Entry, type Manifest, setEntry } from '@provkit/manifest';
import { type EntryChange, entriesOf, type RecoveryState } from '@provkit/recovery';

/**
 * The manifest as a recovery shows in it (spec.md 2.5). Pure. An entry of a new run has what the failing one says of the release,
 * but for what only its own validation can say.
 * @throws ManifestError
 */
export function withRecovery(manifest: Manifest, state: RecoveryState): Manifest {
  const [shown, ...others] = entriesOf(state);
  if (!shown) return manifest;
  const { rollbackRunId: _, ...unmerged } = shown;
  const first = isMerged(state) ? shown : unmerged;
  return others.reduce(
    (after, change) => withEntry(after, first, change),
    withEntry(manifest, first, first),
  );
}

/** Before that the run of a rollback is a run that passed, and the failing entry points to none (S4.5). */
function isMerged({ state }: RecoveryState): boolean {
  return state === 'rolled-back';
}

function withEntry(manifest: Manifest, first: EntryChange, change: EntryChange): Manifest {
  const key = { tag: change.tag, run_id: change.runId };
  const find = ({ tag, runId }: EntryChange) =>
    manifest.entries.find((entry) => entry.tag === tag && entry.run_id === runId);
  const current = find(change);
  // validated, and not merged yet: what the validation wrote stays, and it is no rollback before that
  if (current?.status === 'success' && change.isNew && change.status === 'pending') return manifest;
  if (current) return setEntry(manifest, key, fieldsOf(change, current));
  const failing = find(first);
  if (!change.isNew || !failing) return manifest;
  const { sha, artifact_url } = failing;
  const fields = Object.entries({
    ...key,
    run_attempt: change.attempt ?? 1,
    sha,
    artifact_url,
    status: 'pending' as const,
    ...fieldsOf(change, undefined),
  }).filter(([, value]) => value !== undefined);
  return addEntry(manifest, Object.fromEntries(fields) as Entry); // judged there
}

/** `success` is the validation's to write, with the time and what it accepted: nobody else says it. */
function fieldsOf(change: EntryChange, current: Entry | undefined) {
  const isWell = change.status === 'success';
  return {
    ...(change.status && !isWell && { status: change.status }),
    ...(change.attempt !== undefined && { run_attempt: change.attempt }),
    failure_reason: isWell || change.status === 'pending' ? undefined : reasonOf(change, current),
    requeue: change.requeue || undefined,
    requeue_reason: change.requeue ? change.failureReason : undefined,
    rerun_in_progress: change.rerunInProgress || undefined,
    ...(change.previousRunIds && { previous_run_ids: [...change.previousRunIds] }),
    ...(change.retryOf !== undefined && { retry_of: change.retryOf }),
    ...(change.supersededBy && {
      superseded_by: { tag: change.supersededBy.tag, run_id: change.supersededBy.runId },
    }),
    ...(change.rollbackRunId !== undefined && { rollback_run_id: change.rollbackRunId }),
    ...(change.governanceFlag && { governance_flag: change.governanceFlag }),
    ...(change.notes !== undefined && { notes: change.notes }),
  };
}

function reasonOf(change: EntryChange, current: Entry | undefined): Entry['failure_reason'] {
  return (change.failureReason as Entry['failure_reason']) ?? current?.failure_reason; // the closed list, which a test holds equal
}
