import { nextDelayMs } from './backoff.ts';
import { FAILURES, type FailureReason } from './failures.ts';
import { isOwnDecision, isOwnPlan, isOwnRollback } from './is-own-plan.ts';
import type { RecoveryPolicy } from './policy.ts';
import type { Mechanism, Plan, RecoveryEvent, RecoveryState } from './recovery-state.ts';
import { isSameRelease, supersedes } from './supersedes.ts';

/** Artifacts of breaches that are kept; of more than so many none counts as known. */
export const MOST_TAINTED = 64;

/** Whether a row of the table holds. Pure. */
export type Guard = (state: RecoveryState, event: RecoveryEvent, policy: RecoveryPolicy) => boolean;

/** What rows of the table ask, by name: the names are what people read. */
export const GUARDS = {
  'by a person': (_, event) => event.actor.kind === 'human',
  'approved by another': isDecided,
  'security, no rebuild': (state, event) =>
    state.isSecurity && event.type === 'planned' && event.plan.kind !== 'rebuild',
  'a breach': (_, event) => isBreach(event),
  'this run': isThisRun,
  'this attempt': isThisRun,
  'of what failed': ({ failure }, event) =>
    failure.digest === undefined || ('digest' in event && event.digest === failure.digest),
  'pass allowed': isPassAllowed,
  'not security': (state, event) => !state.isSecurity && !isBreach(event),
  'no rerun yet': (state) => state.builds === 0,
  'blocked before': (state) => state.blockedBy !== undefined,
  'not blocked before': (state) => state.blockedBy === undefined,
  'its own plan': (state, event) => event.type === 'planned' && isOwnPlan(state, event.plan),
  'plan: look again': (_, event) => isPlanned(event, 'revalidate'),
  'plan: a run is under way': (_, event) => isPlanned(event, 'adopt'),
  'plan: wait for the run': (_, event) => isPlanned(event, 'wait'),
  'plan: no way': (_, event) => isPlanned(event, 'manual'),
  'plan: needs approval': (state, event, policy) =>
    event.type === 'planned' &&
    event.plan.action !== undefined &&
    (state.isSecurity || needsApproval(event.plan, policy)),
  'plan: automatic': (state, event, policy) =>
    event.type === 'planned' &&
    event.plan.action !== undefined &&
    !state.isSecurity &&
    !needsApproval(event.plan, policy),
  'waits left': waitsLeft,
  'time is up': (state, event) =>
    state.wait !== undefined && Date.parse(event.at) >= Date.parse(state.wait.until),
  'a run was under way': (state) => state.wait?.cause === 'running',
  'of this plan': ofThisPlan,
  'plan: rollback': (state) => state.plan?.kind === 'rollback',
  'our effect': isOurEffect,
  'with its run': isItsRun,
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
  'target was good': isTargetGood,
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
  'with another head': (state, event) =>
    event.type === 'rollback.pr_closed' && event.headSha !== state.rollback?.pull?.headSha,
  'merged before': (state) => state.rollback?.isMerged === true,
  'passed before': (state) => state.rollback?.passed !== undefined,
  'a later pass': (state, event) => event.type === 'superseded' && isLaterPass(state, event),
} as const satisfies Readonly<Record<string, Guard>>;

/** A guard by its name. */
export type GuardName = keyof typeof GUARDS;

function isBreach(event: RecoveryEvent): boolean {
  const isVerdict =
    event.type === 'failure.recorded' ||
    event.type === 'validation.failed' ||
    event.type === 'validation.inconclusive';
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
 * without a digest, of a commit that nobody reviewed, or after a breach whose artifact nobody named, is none.
 */
function isPassAllowed(state: RecoveryState, event: RecoveryEvent): boolean {
  if (event.type !== 'validation.passed') return false;
  if (!state.isSecurity) return true;
  const { digest, commit } = event;
  const isReviewed = commit !== undefined && commit === state.plan?.reviewedCommit;
  return state.isRebuilt && isReviewed && isOtherArtifact(state, digest);
}

/**
 * Whether an artifact is known to be none of those that failed by a breach. A digest of another algorithm cannot be compared; and
 * of more breaches than are kept, some are not known.
 */
function isOtherArtifact({ tainted }: RecoveryState, digest: string | undefined): boolean {
  if (digest === undefined || tainted.length === 0 || tainted.length >= MOST_TAINTED) return false;
  const algorithmOf = (text: string) => text.split(':')[0];
  return tainted.every((one) => algorithmOf(one) === algorithmOf(digest) && one !== digest);
}

/**
 * A later release of the lineage that passed. After a breach it must be another release with another artifact: to run the same again by
 * hand is no way round. A run that is older than the one that failed is no later one, however late it was validated: a patch of an old
 * line is not made moot by what was there before it. Pure.
 */
export function isLaterPass(
  state: RecoveryState,
  event: Omit<Extract<RecoveryEvent, { type: 'superseded' }>, 'at' | 'actor'>,
): boolean {
  const { run, tag, firstRunId, previousRuns, openedAt, isSecurity } = state;
  const own = [firstRunId, run.runId, ...previousRuns.map(({ runId }) => runId)];
  const isLater = Date.parse(event.verifiedAt) > Date.parse(openedAt);
  const isAgain = isSameRelease(event.byTag, tag);
  const isOther = !isSecurity || (!isAgain && isOtherArtifact(state, event.digest));
  const isOlderRun = BigInt(event.byRunId) < BigInt(firstRunId);
  const isOfLineage = supersedes(event.byTag, tag) && !isOlderRun;
  return isLater && isOther && isOfLineage && !own.includes(event.byRunId);
}

/** A rerun is a later attempt of the run that was to be rerun; everything else is a run that was not there before. */
function isItsRun(state: RecoveryState, event: RecoveryEvent): boolean {
  const { intent, run, firstRunId, previousRuns } = state;
  if (event.type !== 'effect.confirmed' || !event.run || !intent) return false;
  const { runId, attempt } = event.run;
  const { action } = intent;
  if (action.kind === 'rerun') return runId === action.runId && attempt > action.attempt;
  const known = [firstRunId, run.runId, ...previousRuns.map((one) => one.runId)];
  return !known.includes(runId);
}

/** S3.8: the policy says whether a plan needs approval, and no plan of itself that it needs none. */
function needsApproval(plan: Plan, policy: RecoveryPolicy): boolean {
  const isCritical = plan.kind === 'rebuild' || plan.kind === 'roll-forward';
  return plan.needsApproval || policy.approval.required || isCritical;
}

/** S4.4: back to a release that was good, is another one, and is the one that the plan speaks of. */
function isTargetGood(state: RecoveryState, event: RecoveryEvent): boolean {
  if (event.type !== 'rollback.requested') return false;
  const { target, plan } = event;
  const isOther = target.runId !== state.run.runId && target.runId !== state.firstRunId;
  return event.isTargetGood && isOther && isOwnRollback(state, plan, target.commit);
}

function waitsLeft(state: RecoveryState, event: RecoveryEvent, policy: RecoveryPolicy): boolean {
  const attempts = state.waits + 1;
  const reason = reasonToWait(state, event);
  return (
    nextDelayMs(policy.backoff, { attempts, random: 1, ...(reason && { reason }) }) !== undefined
  );
}

/** The policy may name reasons that are not waited for; a run that is under way, or that somebody ran, is none of them. */
function reasonToWait({ failure }: RecoveryState, event: RecoveryEvent): FailureReason | undefined {
  if (event.type === 'validation.inconclusive') return event.reason;
  if (event.type !== 'planned' || event.plan.kind !== 'revalidate') return undefined;
  const isReran = event.plan.reasons.some(({ code }) => code === 'reran_meanwhile');
  return isReran ? undefined : failure.reason;
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

/** T4: what people alone decide is decided by somebody other than who asked, about the recovery as it is now. */
function isDecided(state: RecoveryState, event: RecoveryEvent): boolean {
  if (event.type !== 'unblocked' && event.type !== 'dismissed') return false;
  const { plan, approval, actor, at } = event;
  const kind = event.type === 'unblocked' ? 'unblock' : 'dismiss';
  const isOfIt = plan.kind === kind && isOwnDecision(state, plan);
  const isIts = approval.planDigest === plan.digest && approval.by === actor.id;
  return isOfIt && isIts && isApproved(plan, approval.by, at);
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
