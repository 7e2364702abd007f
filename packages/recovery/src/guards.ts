import { nextDelayMs } from './backoff.ts';
import { FAILURES } from './failures.ts';
import type { RecoveryPolicy } from './policy.ts';
import type { Mechanism, RecoveryEvent, RecoveryState } from './recovery-state.ts';

/** Whether a row of the table holds. Pure. */
export type Guard = (state: RecoveryState, event: RecoveryEvent, policy: RecoveryPolicy) => boolean;

/** What rows of the table ask, by name: the names are what people read. */
export const GUARDS = {
  'by a person': (_, event) => event.actor.kind === 'human',
  'security, no rebuild': (state, event) =>
    state.isSecurity && event.type === 'planned' && event.plan.kind !== 'rebuild',
  'a breach': (_, event) => isBreach(event),
  'this run': isThisRun,
  'this attempt': isThisRun,
  'pass allowed': isPassAllowed,
  'not security': (state, event) => !state.isSecurity && !isBreach(event),
  'no rerun yet': (state) => state.builds === 0,
  'plan: look again': (_, event) => isPlanned(event, 'revalidate'),
  'plan: a run is under way': (_, event) => isPlanned(event, 'adopt'),
  'plan: wait for the run': (_, event) => isPlanned(event, 'wait'),
  'plan: no way': (_, event) => isPlanned(event, 'manual'),
  'plan: needs approval': (_, event) =>
    event.type === 'planned' && event.plan.action !== undefined && event.plan.needsApproval,
  'plan: automatic': (state, event) =>
    event.type === 'planned' &&
    event.plan.action !== undefined &&
    !event.plan.needsApproval &&
    !state.isSecurity,
  'waits left': waitsLeft,
  'time is up': (state, event) =>
    state.wait !== undefined && Date.parse(event.at) >= Date.parse(state.wait.until),
  'a run was under way': (state) => state.wait?.cause === 'running',
  'of this plan': ofThisPlan,
  'plan: rollback': (state) => state.plan?.kind === 'rollback',
  'our effect': isOurEffect,
  'with a run': (_, event) => event.type === 'effect.confirmed' && event.run !== undefined,
  'with a pull request': (_, event) =>
    event.type === 'effect.confirmed' && event.pull !== undefined,
  'cause: running': (_, event) => event.type === 'effect.refused' && event.cause === 'running',
  'another way': (state, event) =>
    event.type === 'effect.refused' &&
    event.cause !== 'conflict' &&
    !state.isSecurity &&
    excludedBy(state, event).length < 4,
  'runs left': (state, _, policy) => state.builds < policy.maximumBuilds,
  'of this state': (state, event) =>
    event.type === 'deadline.passed' &&
    event.state === state.state &&
    state.deadline !== undefined &&
    Date.parse(event.at) >= Date.parse(state.deadline),
  'target was good': (_, event) => event.type === 'rollback.requested' && event.isTargetGood,
  approved: (_, event) =>
    event.type === 'rollback.requested' &&
    event.approval?.planDigest === event.plan.digest &&
    isApproved(event.plan, event.approval.by, event.at),
  'of its head': (state, event) =>
    'commit' in event &&
    event.commit !== undefined &&
    event.commit === state.rollback?.pull?.headSha,
  merged: (_, event) => event.type === 'rollback.pr_closed' && event.isMerged,
  'given up': (_, event) => event.type === 'rollback.pr_closed' && !event.isMerged,
  'merged before': (state) => state.rollback?.isMerged === true,
  'passed before': (state) => state.rollback?.passed !== undefined,
  'a later pass': (state, event) =>
    event.type === 'superseded' &&
    event.byRunId !== state.run.runId &&
    event.byRunId !== state.firstRunId &&
    Date.parse(event.verifiedAt) > Date.parse(state.openedAt),
} as const satisfies Readonly<Record<string, Guard>>;

/** A guard by its name. */
export type GuardName = keyof typeof GUARDS;

function isBreach(event: RecoveryEvent): boolean {
  const isVerdict = event.type === 'failure.recorded' || event.type === 'validation.failed';
  return isVerdict && FAILURES[event.reason].class === 'security';
}

function isPlanned(event: RecoveryEvent, kind: string): boolean {
  return event.type === 'planned' && event.plan.kind === kind;
}

/** A verdict or an end of another run, or of an attempt that is over, says nothing of this one. */
function isThisRun({ run }: RecoveryState, event: RecoveryEvent): boolean {
  if (!('runId' in event)) return false;
  return event.runId === run.runId && event.attempt === run.attempt;
}

/**
 * Spec 2.4, invariant: no path from a breach to `recovered` with the same artifact. What is new must be known to be: a pass
 * without a digest, or after a breach whose artifact nobody named, is none.
 */
function isPassAllowed(state: RecoveryState, event: RecoveryEvent): boolean {
  if (event.type !== 'validation.passed') return false;
  if (!state.isSecurity) return true;
  const { digest } = event;
  const isNew = digest !== undefined && !state.tainted.includes(digest);
  return state.isRebuilt && isNew && state.tainted.length > 0;
}

function waitsLeft(state: RecoveryState, event: RecoveryEvent, policy: RecoveryPolicy): boolean {
  const attempts = state.waits + 1;
  const reason = event.type === 'validation.inconclusive' ? { reason: event.reason } : {};
  return nextDelayMs(policy.backoff, { attempts, random: 1, ...reason }) !== undefined;
}

/** T4: the digest is the whole plan's; who asked for it, or wrote it, has no say; its time is not over. */
function ofThisPlan({ plan }: RecoveryState, event: RecoveryEvent): boolean {
  if (!plan) return false;
  if (event.type === 'approval.granted') {
    const { planDigest, by } = event.approval;
    return planDigest === plan.digest && isApproved(plan, by, event.at);
  }
  const isAnswer = event.type === 'approval.denied' || event.type === 'approval.expired';
  return isAnswer && event.planDigest === plan.digest;
}

function isApproved(
  plan: { readonly interested: readonly string[]; readonly expiresAt: string },
  by: string,
  at: string,
): boolean {
  return !plan.interested.includes(by) && Date.parse(at) < Date.parse(plan.expiresAt);
}

function isOurEffect({ intent }: RecoveryState, event: RecoveryEvent): boolean {
  return 'effectId' in event && intent?.isOpen === true && intent.effectId === event.effectId;
}

const RERUNS: readonly Mechanism[] = ['rerun-failed', 'rerun-all'];

/** The ways that are closed once GitHub refused one. Pure. */
export function excludedBy(
  state: Pick<RecoveryState, 'excluded' | 'mechanism'>,
  event: RecoveryEvent,
): readonly Mechanism[] {
  if (event.type !== 'effect.refused' || !state.mechanism) return state.excluded;
  // age, attempts and permission are the same for both kinds of rerun
  const isBoth = RERUNS.includes(state.mechanism);
  const closed = isBoth ? RERUNS : [state.mechanism];
  return [...new Set([...state.excluded, ...closed])];
}
