import type { EventDraft, EventType } from '@provkit/metrics';
import { isTerminal, type RecoveryState, rerunIdByHand, type Task } from '@provkit/recovery';
import type { EventContext } from './validation-event.ts';

type Record = Extract<Task, { readonly name: 'record' }>;
type Draft = { [T in EventType]: EventDraft<T> }[EventType];
type Envelope = Omit<
  EventDraft<'lock.waited'>,
  'type' | 'lock' | 'backend' | 'wait_ms' | 'outcome' | 'holder'
>;

/**
 * The events that a transition of a recovery is (spec.md 3.2): `recovery.*`, `rerun.*`, `rollback.*`. Pure. What needs the id of a
 * validation is left out where nobody knows it.
 * @param context `seq` of the first of them.
 */
export function recoveryEvents(
  record: Record,
  state: RecoveryState,
  context: EventContext,
): readonly Draft[] {
  const { event } = record;
  const run = { tag: state.run.tag, run_id: state.run.runId, run_attempt: state.run.attempt };
  const envelope: Envelope = {
    ...context,
    actor: event.actor,
    at: event.at,
    recorded_at: event.at,
    repository_id: state.repositoryId,
    ...run,
    trigger: state.rollback ? 'rollback' : 'rerun',
  };
  const drafts = [
    opened(record, state, envelope),
    transitioned(record, state, envelope),
    finished(record, envelope),
    started(record, state, envelope),
    refused(record, envelope),
    decided(record, state, envelope),
    completed(record, state, envelope),
    ended(record, state, envelope),
  ];
  return drafts
    .filter((draft) => draft !== undefined)
    .map((draft, index) => ({ ...draft, seq: context.seq + index }));
}

function opened(
  { event }: Record,
  { recoveryId: recovery_id, openedAt, failure }: RecoveryState,
  envelope: Envelope,
): Draft | undefined {
  const { validationId } = event;
  if (event.type !== 'failure.recorded' || event.at !== openedAt || !validationId) return undefined;
  const { reason: failure_reason } = failure;
  const of = { recovery_id, failure_reason, class: failure.class, validation_id: validationId };
  return { type: 'recovery.opened', ...envelope, ...of };
}

function transitioned(
  { seq, from, to, event, effects }: Record,
  { recoveryId: recovery_id }: RecoveryState,
  envelope: Envelope,
): Draft {
  const move = { recovery_id, recovery_seq: seq, from, event: event.type, to, effects };
  return { type: 'recovery.transitioned', ...envelope, ...move };
}

function started(
  { event, to }: Record,
  { recoveryId: recovery_id, repository }: RecoveryState,
  envelope: Envelope,
): Draft | undefined {
  const { effectId, runId, attempt, mechanism, initiation, evidence } = event;
  if (!runId || !attempt || !mechanism || !initiation) return undefined;
  // under way, or over when it was seen: of any other plan no run is said
  const isAdopted = event.type === 'planned';
  if (to !== 'rerunning' && !isAdopted) return undefined;
  const asked = event.type === 'effect.confirmed' ? effectId : undefined;
  const rerunId = isAdopted ? rerunIdByHand(repository, { runId, attempt }) : asked;
  if (rerunId === undefined) return undefined;
  return {
    type: 'rerun.started',
    ...envelope,
    rerun_id: rerunId,
    recovery_id,
    mechanism,
    initiation,
    approval_id: initiation === 'manual' ? (evidence ?? null) : null,
    new_run_id: runId,
    new_run_attempt: attempt,
  };
}

const CAUSES = ['too_old', 'limit', 'running', 'forbidden', 'not_found', 'conflict'] as const;

function refused({ event, from }: Record, envelope: Envelope): Draft | undefined {
  const cause = CAUSES.find((one) => one === event.cause);
  if (event.type !== 'effect.refused' || from !== 'requesting') return undefined;
  if (!event.effectId || !cause) return undefined;
  return { type: 'rerun.refused', ...envelope, rerun_id: event.effectId, cause };
}

const OUTCOMES = {
  'validation.passed': 'pass',
  'validation.failed': 'fail',
  'validation.inconclusive': 'inconclusive',
} as const;

function finished({ event, from, rerunId }: Record, envelope: Envelope): Draft | undefined {
  if (rerunId === undefined) return undefined;
  const base = { type: 'rerun.finished', ...envelope, rerun_id: rerunId } as const;
  if (event.type === 'run.lost') return { ...base, outcome: 'lost', validation_id: null };
  const outcome = Object.entries(OUTCOMES).find(([type]) => type === event.type)?.[1];
  if (from !== 'verifying' || !outcome || !event.validationId) return undefined;
  return { ...base, outcome, validation_id: event.validationId };
}

function decided(
  { to, from, event }: Record,
  { recoveryId: recovery_id, rollback, approval, intent }: RecoveryState,
  envelope: Envelope,
): Draft | undefined {
  if (to !== 'rolling-back' || from === to || !rollback || !approval || !intent) return undefined;
  return {
    type: 'rollback.decided',
    ...envelope,
    at: event.at,
    rollback_id: intent.effectId,
    recovery_id,
    target_run_id: rollback.target.runId,
    approval_id: approval.evidence,
  };
}

function completed(
  { to }: Record,
  { rollback, intent }: RecoveryState,
  envelope: Envelope,
): Draft | undefined {
  const { runId, validationId } = rollback?.passed ?? {};
  if (to !== 'rolled-back' || !intent || !runId || !validationId) return undefined;
  const of = { rollback_id: intent.effectId, validation_id: validationId };
  return { type: 'rollback.completed', ...envelope, run_id: runId, run_attempt: 1, ...of };
}

const BLOCKS = [
  'security',
  'second_failure',
  'verdict_changed',
  'approval_denied',
  'budget_exhausted',
  'rollback_failed',
  'rollback_not_merged',
] as const;

function ended(
  { from, to, seq, blockedBy }: Record,
  { recoveryId: recovery_id }: RecoveryState,
  envelope: Envelope,
): Draft | undefined {
  if (from === to) return undefined;
  const cause = BLOCKS.find((one) => one === blockedBy);
  if (to === 'blocked' && cause) {
    return { type: 'recovery.blocked', ...envelope, recovery_id, recovery_seq: seq, cause };
  }
  const isEnd =
    to === 'recovered' || to === 'rolled-back' || to === 'superseded' || to === 'dismissed';
  if (!isEnd || !isTerminal(to)) return undefined;
  return { type: 'recovery.closed', ...envelope, recovery_id, outcome: to };
}
