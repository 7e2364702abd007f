import { nextDelayMs } from './backoff.ts';
import { clipText, LONGEST_TEXT } from './clip-text.ts';
import { classify, FAILURES, type FailureReason } from './failures.ts';
import { excludedBy, MOST_TAINTED } from './guards.ts';
import type { RecoveryPolicy } from './policy.ts';
import type {
  EscalationCause,
  Mechanism,
  Plan,
  RecoveryEvent,
  RecoveryState,
  WaitCause,
} from './recovery-state.ts';
import { rerunIdByHand } from './rerun-by-hand.ts';

/** What a change is made of, beside the state. */
export interface ChangeContext {
  readonly event: RecoveryEvent;
  readonly policy: RecoveryPolicy;
  /** Id of the effect by which the new state acts. */
  readonly effectId: string;
  /** Why people are called, where the row says. */
  readonly cause: EscalationCause | undefined;
}

/** Part of a new state. Pure. */
type Change = (state: RecoveryState, context: ChangeContext) => RecoveryState;

/** What rows of the table set, by name. They are made in the order of the row. */
export const CHANGES = {
  failure: (state, { event }) => {
    if (
      event.type !== 'failure.recorded' &&
      event.type !== 'validation.failed' &&
      event.type !== 'validation.inconclusive'
    ) {
      return state;
    }
    const isUndecided = event.type === 'validation.inconclusive';
    const verdict = 'verdict' in event ? event.verdict : isUndecided ? 'inconclusive' : 'fail';
    const { reason, validationId, digest } = event;
    const failure = { reason, class: classify(reason, verdict).class, verdict };
    return {
      ...state,
      failure: { ...failure, ...(validationId && { validationId }), ...(digest && { digest }) },
    };
  },
  taint: (state, { event }) => {
    const digest = 'digest' in event ? event.digest : undefined;
    const tainted = digest
      ? [...new Set([...state.tainted, digest])].slice(0, MOST_TAINTED)
      : state.tainted;
    return { ...state, isSecurity: true, tainted };
  },
  'clear-plan': (state) => without(state, 'plan', 'approval'),
  plan: (state, { event }) =>
    event.type === 'planned' ? { ...without(state, 'approval'), plan: event.plan } : state,
  adopt: (state, { event }) =>
    event.type === 'planned' ? rerunByHand(state, event.plan.run) : state,
  // a later attempt that is over already is a rerun as one that is under way
  run: (state, { event }) =>
    event.type === 'planned' && event.plan.run.attempt !== state.run.attempt
      ? rerunByHand(state, event.plan.run)
      : state,
  'count-build': (state) => ({ ...state, builds: state.builds + 1 }),
  wait: (state, context) => ({
    ...state,
    waits: state.waits + 1,
    wait: waitOf(state, context),
  }),
  'clear-wait': (state) => without(state, 'wait'),
  approval: (state, { event }) =>
    event.type === 'approval.granted' ? { ...state, approval: event.approval } : state,
  intent: (state, { event, effectId }) => {
    const { plan, approval } = state;
    if (!plan?.action) return state;
    const isManual = approval !== undefined || event.actor.kind === 'human';
    const mechanism = mechanismOf(plan);
    const intent = {
      effectId,
      action: plan.action,
      storedAt: event.at,
      isOpen: true,
      initiation: isManual ? ('manual' as const) : ('automated' as const),
    };
    return { ...state, intent, ...(mechanism && { mechanism }) };
  },
  started: (state, { event }) => {
    if (event.type !== 'effect.confirmed' || !event.run) return state;
    const { intent, plan } = state;
    const tag = intent?.action.kind === 'roll-forward' ? intent.action.tag : state.run.tag;
    const isRebuilt = plan?.kind === 'rebuild';
    const { effectId: rerunId } = event;
    return { ...ofRun(closed(state), { tag, ...event.run }), isRebuilt, rerunId };
  },
  'not-done': (state) => closed(state),
  exclude: (state, { event }) => ({ ...state, excluded: [...excludedBy(state, event)] }),
  restart: (state) => ({
    ...without(state, 'plan', 'approval', 'request', 'blockedBy', 'wait'),
    builds: 0,
    waits: 0,
    excluded: [],
  }),
  note: (state, { event }) =>
    event.type === 'dismissed'
      ? {
          ...without(state, 'request'),
          note: noteOf(event),
        }
      : state,
  block: (state, { cause }) => ({ ...state, ...(cause && { blockedBy: cause }) }),
  rollback: (state, { event }) => {
    if (event.type !== 'rollback.requested') return state;
    const { target, plan, approval } = event;
    const rollback = { target, seq: state.seq, isMerged: false };
    const before = without(state, 'approval', 'wait');
    // its validation has waits of its own
    return { ...before, waits: 0, plan, rollback, ...(approval && { approval }) };
  },
  opened: (state, { event }) => {
    if (event.type !== 'effect.confirmed' || !event.pull || !state.rollback) return state;
    return { ...closed(state), rollback: { ...state.rollback, pull: event.pull } };
  },
  'branch-passed': (state, { event }) => {
    if (event.type !== 'validation.passed' || !state.rollback) return state;
    const { runId, validationId } = event;
    const passed = { runId, ...(validationId && { validationId }) };
    return { ...state, rollback: { ...state.rollback, passed } };
  },
  'branch-merged': (state) =>
    state.rollback ? { ...state, rollback: { ...state.rollback, isMerged: true } } : state,
  supersede: (state, { event }) =>
    event.type === 'superseded'
      ? { ...state, supersededBy: { tag: event.byTag, runId: event.byRunId } }
      : state,
} as const satisfies Readonly<Record<string, Change>>;

/** A change by its name. */
export type ChangeName = keyof typeof CHANGES;

/** Absent, not `undefined`: what is stored is JSON. Pure. */
export function without(
  state: RecoveryState,
  ...keys: readonly (
    | 'plan'
    | 'approval'
    | 'request'
    | 'blockedBy'
    | 'wait'
    | 'deadline'
    | 'rerunId'
  )[]
): RecoveryState {
  const kept = Object.entries(state).filter(([key]) => !keys.some((one) => one === key));
  return Object.fromEntries(kept) as RecoveryState; // keys that may be absent, by those who call
}

function closed(state: RecoveryState): RecoveryState {
  return state.intent ? { ...state, intent: { ...state.intent, isOpen: false } } : state;
}

/** A person ran it again, on GitHub. */
function rerunByHand(state: RecoveryState, run: RecoveryState['run']): RecoveryState {
  const rerunId = rerunIdByHand(state.repository, run);
  return { ...ofRun(state, run), rerunId, mechanism: 'rerun-all', isRebuilt: false };
}

/** Who approved it, and where, is never what is cut off. */
function noteOf({ reason, actor, evidence }: Extract<RecoveryEvent, { type: 'dismissed' }>) {
  const by = ` (${actor.id}, ${evidence})`;
  return clipText(`${clipText(reason, Math.max(1, LONGEST_TEXT - by.length))}${by}`);
}

/** The run that counts from now on; the one before it is kept. */
function ofRun(state: RecoveryState, run: RecoveryState['run']): RecoveryState {
  const { run: before, previousRuns } = state;
  if (before.runId === run.runId && before.attempt === run.attempt) return state;
  const { digest: _, ...failure } = state.failure;
  return { ...state, failure, run, previousRuns: [...previousRuns, before].slice(-64) };
}

function mechanismOf({ kind, action }: Plan): Mechanism | undefined {
  if (kind === 'rebuild') return action?.kind === 'roll-forward' ? 'roll-forward' : 'dispatch';
  const isMechanism =
    kind === 'rerun-failed' ||
    kind === 'rerun-all' ||
    kind === 'dispatch' ||
    kind === 'roll-forward';
  return isMechanism ? kind : undefined;
}

function waitOf(
  state: RecoveryState,
  { event, policy }: ChangeContext,
): NonNullable<RecoveryState['wait']> {
  const cause = causeOf(state, event);
  const at = Date.parse(event.at);
  // what somebody ran already is looked at without delay
  if (cause === 'backoff') return { cause, until: event.at };
  const retryAfterMs = 'retryAfterMs' in event ? (event.retryAfterMs ?? 0) : 0;
  const tried = { attempts: state.waits + 1, random: event.random ?? 1, retryAfterMs };
  const delay = nextDelayMs(policy.backoff, tried) ?? policy.backoff.maximumInterval;
  return { cause, until: new Date(at + delay).toISOString() };
}

function causeOf(state: RecoveryState, event: RecoveryEvent): WaitCause {
  if (event.type === 'effect.refused') return 'running';
  if (event.type === 'validation.inconclusive') return causeOfReason(event.reason);
  if (event.type === 'planned' && event.plan.kind === 'wait') return 'running';
  const isReran =
    event.type === 'planned' && event.plan.reasons.some(({ code }) => code === 'reran_meanwhile');
  return isReran ? 'backoff' : causeOfReason(state.failure.reason);
}

function causeOfReason(reason: FailureReason): WaitCause {
  const { remedy } = FAILURES[reason];
  if (remedy === 'wait-lock') return 'lock';
  return remedy === 'wait-upstream' ? 'upstream' : 'indexing';
}
