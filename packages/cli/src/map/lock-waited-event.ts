import type { StoreBackend } from '@provkit/manifest';
import type { EventDraft } from '@provkit/metrics';
import type { EventContext } from './validation-event.ts';

/** How waiting for the manifest went. */
export interface LockWait {
  readonly backend: StoreBackend;
  readonly waitMs: number;
  /** Who held it, where it was not to be had; `null` where it was. */
  readonly holder: string | null;
  /** UTC, ISO 8601 with milliseconds. */
  readonly at: string;
}

/** The entry that was to be written, as far as it is known. */
export interface WaitedEntry {
  readonly tag: string | null;
  readonly run_id: string | null;
  readonly run_attempt: number | null;
}

/** The event that waiting for the manifest is (S5.3, spec.md 3.2). Pure. */
export function lockWaitedEvent(
  { backend, waitMs, holder, at }: LockWait,
  { tag, run_id, run_attempt }: WaitedEntry,
  context: EventContext,
): EventDraft<'lock.waited'> {
  return {
    type: 'lock.waited',
    at,
    recorded_at: at,
    ...context,
    repository_id: null,
    tag,
    run_id,
    run_attempt,
    trigger: 'release',
    lock: 'manifest',
    backend,
    wait_ms: waitMs,
    outcome: holder === null ? 'acquired' : 'timed_out',
    holder,
  };
}
