import type { Entry, Manifest } from '@provkit/manifest';
import type { Event, EventDraft } from '@provkit/metrics';
import { recoveryId, rerunIdByHand } from '@provkit/recovery';
import { lineageOf } from './lineage-of.ts';
import type { EventContext } from './validation-event.ts';

/** What an event log says of the run attempt of an entry. */
export interface KnownAttempt {
  /** Whether somebody said that it was started. */
  readonly isStarted: boolean;
  /** Whether it was validated before: whoever did has said what there was to say. */
  readonly isValidated: boolean;
  /** The recovery that was opened for the release, the last of them. */
  readonly recoveryId?: string;
}

/** Of an empty log. */
export const UNKNOWN_ATTEMPT: KnownAttempt = { isStarted: false, isValidated: false };

/** What is known of the attempt, after one more event of the log. Pure. */
export function learnAttempt(known: KnownAttempt, event: Event, entry: Entry): KnownAttempt {
  const { run_id, run_attempt, previous_run_ids = [] } = entry;
  if (event.type === 'rerun.started') {
    const isIt = event.new_run_id === run_id && event.new_run_attempt === run_attempt;
    return isIt ? { ...known, isStarted: true } : known;
  }
  if (event.type === 'validation.completed') {
    const isIt = event.run_id === run_id && event.run_attempt === run_attempt;
    return isIt && event.trigger !== 'test' ? { ...known, isValidated: true } : known;
  }
  if (event.type !== 'recovery.opened') return known;
  const isIts = event.run_id === run_id || previous_run_ids.some((id) => id === event.run_id);
  return isIts ? { ...known, recoveryId: event.recovery_id } : known;
}

/** Who says it, when, and of which repository. */
export interface SeenBy {
  readonly context: EventContext;
  /** ISO 8601, UTC: when the attempt was validated. */
  readonly at: string;
  /** Decimal digits; absent where nobody knows it. */
  readonly repositoryId?: string | undefined;
}

/**
 * The rerun that a person started on GitHub, of which a validation is the first that is seen (spec.md part 4,
 * `security_ci.re_run_count`): a later attempt, or a run that the entry says repeats others. None where a recovery said that it
 * started it, or is about to: its mark stands in the manifest before it asks for a run (S3.6). Pure.
 * @param known what the event log says of the attempt
 */
export function rerunByHand(
  known: KnownAttempt,
  entry: Entry,
  manifest: Manifest,
  { context, at, repositoryId }: SeenBy,
): EventDraft<'rerun.started'> | undefined {
  const mechanism = mechanismOf(entry);
  if (!mechanism || known.isStarted || known.isValidated) return undefined;
  // a release that passed was validated before, and this log may begin after that
  if (entry.status === 'success' || isAsked(entry, manifest)) return undefined;
  const run = { runId: entry.run_id, attempt: entry.run_attempt };
  // as in natural keys, the address stands for a number that nobody knows
  const key = { repositoryId: repositoryId ?? context.repository, ...lineageOf(entry) };
  return {
    type: 'rerun.started',
    at,
    recorded_at: at,
    ...context,
    repository_id: null,
    tag: entry.tag,
    run_id: run.runId,
    run_attempt: run.attempt,
    trigger: 'rerun',
    rerun_id: rerunIdByHand(manifest.repository, run),
    recovery_id: known.recoveryId ?? recoveryId(key),
    mechanism,
    initiation: 'manual',
    approval_id: null,
    new_run_id: run.runId,
    new_run_attempt: run.attempt,
  };
}

/** How it was run again; `undefined`: it was not. Whether all jobs of a run were, GitHub does not say afterwards. */
function mechanismOf(entry: Entry): 'rerun-all' | 'dispatch' | 'roll-forward' | undefined {
  if (entry.run_attempt > 1) return 'rerun-all';
  if (entry.governance_flag === 'rollback') return undefined; // a way back repeats nothing
  if (entry.retry_of !== undefined) return 'roll-forward';
  return (entry.previous_run_ids ?? []).length > 0 ? 'dispatch' : undefined;
}

/** Whether a recovery has marked the release. */
function isAsked(entry: Entry, { entries }: Manifest): boolean {
  const of = lineageOf(entry).tag;
  return entries.some((one) => lineageOf(one).tag === of && one.rerun_in_progress === true);
}
