import { planDecision } from '../src/plan-decision.ts';
import { planRerun } from '../src/plan-rerun.ts';
import { planRollback } from '../src/plan-rollback.ts';
import type { RecoveryPolicy } from '../src/policy.ts';
import type { Effect, RecoveryEvent, RecoveryState } from '../src/recovery-state.ts';
import { EVENT_TYPES } from '../src/schema/event.ts';
import { rowsOf } from '../src/table.ts';
import { transition } from '../src/transition.ts';
import { BAD, COMMIT, factsOf, HEAD, NEW, PERSON, ROBOT } from './recovery-fixture.ts';

/** What a walk chooses from, all numbers. */
export interface Step {
  readonly event: number;
  readonly choice: number;
  readonly minutes: number;
}

/** GitHub and the people, as far as the machine can tell. */
export interface World {
  now: number;
  /** The last attempt of the run that counts, and whether it is under way. */
  runId: string;
  attempt: number;
  isRunning: boolean;
  nextRunId: number;
  /** Ids of effects that were done. */
  readonly done: string[];
  /** Digest that the run's artifact has. */
  digest: string;
}

/** What a walk saw. */
export interface Walk {
  readonly state: RecoveryState;
  readonly visited: readonly string[];
  readonly problems: readonly string[];
  readonly ignored: number;
}

const REASONS = [
  'subject_mismatch',
  'release_mismatch',
  'attestation_missing',
  'upstream_unavailable',
] as const;

/** Runs a recovery through a world that goes as the steps say, and looks at every invariant after each of them. Pure. */
export function walk(initial: RecoveryState, steps: readonly Step[], policy: RecoveryPolicy): Walk {
  const world = worldOf(initial);
  let state = initial;
  let ignored = 0;
  const visited: string[] = [state.state];
  const problems: string[] = [];
  for (const step of steps) {
    world.now += step.minutes * 60_000;
    const event = eventFor(state, { ...step, event: likely(state, step) }, world, policy);
    const [next, effects] = transition(state, event, policy);
    if (next === state) ignored += 1;
    for (const effect of effects) problems.push(...carryOut(effect, next, world, step));
    problems.push(...invariants(state, event, next, world));
    state = { ...next, outbox: [] };
    visited.push(state.state);
  }
  return { state, visited, problems, ignored };
}

/** The world as it is when a recovery is opened. Pure. */
export function worldOf({ since, run }: RecoveryState): World {
  return {
    now: Date.parse(since),
    runId: run.runId,
    attempt: run.attempt,
    isRunning: false,
    nextRunId: 9500,
    done: [],
    digest: BAD,
  };
}

const ENDS = new Set(['superseded', 'dismissed', 'rollback.requested', 'validation.passed']);
const PROGRESS = new Set([
  'planned',
  'approval.granted',
  'effect.confirmed',
  'run.completed',
  'unblocked',
]);

/** Three of four events are such as can move the state: else hardly a walk would come far. */
export function likely({ state }: RecoveryState, { event, choice }: Step): number {
  const moving = EVENT_TYPES.flatMap((type, index) => {
    if (rowsOf(state, type).length === 0 || ENDS.has(type)) return [];
    return PROGRESS.has(type) ? [index, index, index] : [index];
  });
  return choice % 4 === 0 ? event : (moving[event % Math.max(1, moving.length)] ?? event);
}

/** Acts on the world, and says what must not be. */
function carryOut(effect: Effect, state: RecoveryState, world: World, step: Step): string[] {
  if (effect.name !== 'act' && effect.name !== 'open-pr') return [];
  const problems: string[] = [];
  if (world.done.includes(effect.id)) problems.push(`${effect.id} is done twice`);
  if (state.intent?.effectId !== effect.id) problems.push(`${effect.id} has no stored intent`);
  world.done.push(effect.id);
  if (effect.name === 'open-pr') return problems;
  if (world.isRunning) problems.push(`${effect.id} starts a run while one is under way`);
  if (state.isSecurity && state.plan?.kind !== 'rebuild') problems.push('a breach is rerun');
  // the outcome is learnt by a later event, or never
  if (step.choice % 4 === 3) return problems;
  world.isRunning = true;
  if (effect.action.kind === 'rerun') world.attempt += 1;
  else {
    world.nextRunId += 1;
    world.runId = String(world.nextRunId);
    world.attempt = 1;
  }
  // a rebuild may make the same bytes again
  world.digest = step.choice % 2 === 0 ? NEW : BAD;
  return problems;
}

function invariants(
  before: RecoveryState,
  event: RecoveryEvent,
  after: RecoveryState,
  world: World,
): string[] {
  const problems: string[] = [];
  const hasMoved = before.state !== after.state;
  const isHuman = event.actor.kind === 'human';
  if (hasMoved && before.state === 'blocked' && !isHuman && event.type !== 'superseded') {
    problems.push(`blocked is left by ${event.type} of a program`);
  }
  const isEnd = ['recovered', 'rolled-back', 'superseded', 'dismissed'].includes(before.state);
  if (isEnd && after !== before) problems.push(`${before.state} is left`);
  const isOwnPass = event.type === 'validation.passed' && !before.isSecurity;
  if (
    hasMoved &&
    before.state === 'manual' &&
    !isHuman &&
    !isOwnPass &&
    event.type !== 'superseded'
  ) {
    problems.push(`manual is left by ${event.type} of a program`);
  }
  if (after.state === 'recovered' && hasMoved && before.isSecurity) {
    if (world.digest === BAD || !after.isRebuilt)
      problems.push('a breach is recovered without a new build');
  }
  if (before.isSecurity && !after.isSecurity) problems.push('a breach is forgotten');
  if (after.state === 'rolled-back' && !after.rollback?.passed)
    problems.push('rolled back unvalidated');
  if (after.seq < before.seq || (after !== before && after.seq !== before.seq + 1)) {
    problems.push('the sequence has a gap');
  }
  return problems;
}

/** What happens next; the world says honestly what it knows, and people and programs do what they like. Changes the world. */
export function eventFor(
  state: RecoveryState,
  { event, choice }: Step,
  world: World,
  policy: RecoveryPolicy,
): RecoveryEvent {
  const at = new Date(world.now).toISOString();
  const actor = choice % 3 === 0 ? PERSON : ROBOT;
  const random = (choice % 10) / 10;
  const stamp = { at, actor, random };
  const run = { runId: world.runId, attempt: world.attempt };
  const verdict = { ...run, digest: world.digest };
  const ofHead = { runId: '9900', attempt: 1, commit: HEAD };
  const reason = REASONS[choice % REASONS.length] ?? 'attestation_missing';
  const effectId = state.intent?.effectId ?? 'none';
  const target = { tag: 'v1.2.2', runId: '8000', commit: COMMIT };
  const planDigest = state.plan?.digest ?? '0'.repeat(64);
  const by = choice % 5 === 0 ? '2' : '3';
  const approval = { planDigest, by, at, evidence: 'url' };
  const isOnHead = state.state === 'rollback-verifying';
  const subject = isOnHead ? ofHead : verdict;
  /** Asked for by 2; who is honest approves as who he is. */
  const decided = (kind: 'unblock' | 'dismiss') => {
    const input = { kind, state, tagCommit: COMMIT, interested: ['2'], reason: 'x', now: at };
    const plan = planDecision(input, policy);
    const said = { planDigest: plan.digest, by: actor.id, at, evidence: 'url' };
    return { reason: 'x', evidence: 'url', plan, approval: choice % 5 === 0 ? approval : said };
  };
  switch (event % 20) {
    case 0:
      return { type: 'failure.recorded', ...stamp, ...verdict, reason, verdict: 'fail' };
    case 1:
      return { type: 'planned', ...stamp, plan: planIn(state, world, choice, policy) };
    case 2:
      return { type: 'wait.elapsed', ...stamp };
    case 3:
      return { type: 'approval.granted', ...stamp, approval };
    case 4:
      return { type: 'approval.denied', ...stamp, planDigest, by, evidence: 'url' };
    case 5:
      return { type: 'approval.expired', ...stamp, planDigest };
    case 6:
      return confirmation(state, world, stamp);
    case 7: {
      const causes = ['too_old', 'limit', 'running', 'forbidden', 'not_found', 'conflict'] as const;
      const cause = causes[choice % causes.length] ?? 'forbidden';
      // GitHub does not refuse what it has begun
      if (world.isRunning) return { type: 'effect.unknown', ...stamp, effectId };
      return { type: 'effect.refused', ...stamp, effectId, cause, detail: 'no' };
    }
    case 8:
      return { type: 'effect.unknown', ...stamp, effectId };
    case 9:
      world.isRunning = false;
      return { type: 'run.completed', ...stamp, ...run, conclusion: 'success' };
    case 10:
      world.isRunning = false;
      return { type: 'run.lost', ...stamp, ...run, reason: 'cancelled' };
    case 11:
      return { type: 'validation.passed', ...stamp, ...subject };
    case 12:
      return { type: 'validation.failed', ...stamp, ...subject, reason };
    case 13:
      return { type: 'validation.inconclusive', ...stamp, ...subject, reason };
    case 14: {
      const input = { state, target, tagCommit: COMMIT, interested: ['2'], reason: 'x', now: at };
      const plan = planRollback(input, policy);
      const approved = { planDigest: plan.digest, by, at, evidence: 'url' };
      const isTargetGood = choice % 7 !== 0;
      const isApproved = choice % 2 === 0 ? { approval: approved } : {};
      return { type: 'rollback.requested', ...stamp, target, isTargetGood, plan, ...isApproved };
    }
    case 15:
      return { type: 'rollback.pr_closed', ...stamp, isMerged: choice % 2 === 0, headSha: HEAD };
    case 16: {
      const verifiedAt = choice % 2 === 0 ? at : '2026-01-01T00:00:00.000Z';
      return { type: 'superseded', ...stamp, byTag: 'v1.2.4', byRunId: '9999', verifiedAt };
    }
    case 17:
      return { type: 'dismissed', ...stamp, ...decided('dismiss') };
    case 18:
      return { type: 'unblocked', ...stamp, ...decided('unblock') };
    default:
      return { type: 'deadline.passed', ...stamp, state: state.state };
  }
}

function confirmation(
  state: RecoveryState,
  world: World,
  stamp: Pick<RecoveryEvent, 'at' | 'actor'>,
): RecoveryEvent {
  const effectId = state.intent?.effectId ?? 'none';
  const base = { type: 'effect.confirmed', ...stamp, effectId } as const;
  if (state.intent?.action.kind === 'rollback') {
    return { ...base, pull: { number: 100, url: 'url', headSha: HEAD } };
  }
  if (!world.isRunning) return { type: 'effect.unknown', ...stamp, effectId };
  return { ...base, run: { runId: world.runId, attempt: world.attempt } };
}

/** The real planner, of the facts as they are. */
function planIn(state: RecoveryState, world: World, choice: number, policy: RecoveryPolicy) {
  const facts = factsOf({
    runId: world.runId,
    attempt: world.attempt,
    status: world.isRunning ? 'in_progress' : 'completed',
    jobs: [
      {
        name: choice % 2 === 0 ? 'provenance' : 'provenance-validate',
        status: 'completed',
        conclusion: 'failure',
        attempt: world.attempt,
      },
    ],
    createdAt: choice % 5 === 0 ? '2025-12-01T00:00:00Z' : '2026-02-01T08:00:00Z',
  });
  const reviewed = choice % 3 === 0 ? { reviewedCommit: COMMIT } : {};
  const now = new Date(world.now).toISOString();
  return planRerun(
    { state, facts, tagCommit: COMMIT, interested: ['2'], now, ...reviewed },
    policy,
  );
}
