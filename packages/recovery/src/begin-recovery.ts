import { type Opening, openRecovery } from './open-recovery.ts';
import type { RecoveryStore } from './ports.ts';
import { recoveryId } from './recovery-id.ts';
import type { RecoveryState } from './recovery-state.ts';
import { isTerminal } from './states.ts';

/**
 * Opens the recovery of a release that failed, where there is none under way; a recovery that is over is followed by a new one
 * (spec.md 2.2, footnote). Repeating it is safe.
 */
export async function beginRecovery(
  store: RecoveryStore,
  opening: Opening,
): Promise<RecoveryState> {
  const { repositoryId, tag, event } = opening;
  const id = recoveryId({ repositoryId, tag, firstRunId: event.runId });
  return store.update(id, (current) => {
    if (current && !isTerminal(current.state)) return current;
    const verdictAt = event.verifiedAt ?? event.at;
    // the failure that the last one was about is no new one
    if (current && verdictAt <= current.verdictAt) return current;
    return openRecovery({ ...opening, after: current?.seq ?? 0 })[0];
  });
}
