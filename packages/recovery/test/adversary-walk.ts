import { FAILURES } from '../src/failures.ts';
import { parseRecovery, serializeRecovery } from '../src/parse-recovery.ts';
import type { RecoveryPolicy } from '../src/policy.ts';
import type { Effect, Plan, RecoveryEvent, RecoveryState } from '../src/recovery-state.ts';
import { isTerminal, STATES } from '../src/states.ts';
import { transition } from '../src/transition.ts';
import { eventFor, likely, type Step, type World, worldOf } from './random-walk.ts';
import { BAD, COMMIT, HEAD, NEW, planOf } from './recovery-fixture.ts';

/** A step, and what an adversary makes of it. */
export interface Attack extends Step {
  /** 0 to 9: below 5 it goes as it goes; 5 and 6: something is said a second time; from 7 on it is forged. */
  readonly trick: number;
  /** What is said again, or put in its place. */
  readonly pick: number;
}

/** What was really said, kept beside the machine: it is not asked what it remembers. */
interface Trail {
  readonly said: RecoveryEvent[];
  readonly breaches: Set<string>;
  readonly breachRuns: Set<string>;
  readonly acts: string[];
  /** Digests of plans that were carried out. */
  readonly spent: string[];
  readonly granted: Set<string>;
  readonly passedHeads: Set<string>;
  readonly mergedHeads: Set<string>;
}

/** Runs a recovery among people who want it wrong. @returns the states that it came through, and what must not have been. */
export function attack(initial: RecoveryState, attacks: readonly Attack[], policy: RecoveryPolicy) {
  const world = worldOf(initial);
  const trail: Trail = {
    said: [],
    breaches: new Set(initial.tainted),
    breachRuns: new Set(initial.isSecurity ? [runOf(initial.run)] : []),
    acts: [],
    spent: [],
    granted: new Set(),
    passedHeads: new Set(),
    mergedHeads: new Set(),
  };
  const problems: string[] = [];
  const visited: string[] = [initial.state];
  let state = initial;
  for (const one of attacks) {
    world.now += one.minutes * 60_000;
    const honest = eventFor(state, { ...one, event: likely(state, one) }, world, policy);
    const event = trickOf(honest, one, trail.said, world);
    trail.said.push(event);
    note(event, trail);
    const [next, effects] = transition(state, event, policy);
    problems.push(...judge(state, event, next, effects, trail, policy));
    for (const effect of effects) carryOut(effect, world, one);
    state = { ...next, outbox: [] };
    visited.push(state.state);
  }
  return { problems, visited };
}

function trickOf(
  honest: RecoveryEvent,
  { trick, pick }: Attack,
  said: readonly RecoveryEvent[],
  { now }: World,
): RecoveryEvent {
  const again = said[pick % Math.max(1, said.length)];
  const at = new Date(now).toISOString();
  // said once more, now or with the time at which it was said
  if (trick === 5) return again ?? honest;
  if (trick === 6) return again ? { ...again, at } : honest;
  return trick < 5 ? honest : forge(honest, pick);
}

const RUNS = ['9000', '9501', '9502', '7777'];
const DIGESTS = [BAD, NEW, BAD.toUpperCase(), `sha512:${'c'.repeat(128)}`, undefined];
const COMMITS = [COMMIT, HEAD, '2'.repeat(40), undefined];

/** The same kind of event, of something else. */
function forge(event: RecoveryEvent, pick: number): RecoveryEvent {
  const runId = RUNS[pick % RUNS.length] ?? '9000';
  const attempt = 1 + (pick % 3);
  const digest = DIGESTS[pick % DIGESTS.length];
  const commit = COMMITS[pick % COMMITS.length];
  switch (event.type) {
    case 'validation.passed': {
      const { digest: _, commit: __, ...rest } = event;
      const of = pick % 2 === 0 ? { runId, attempt } : {};
      return { ...rest, ...of, ...(digest && { digest }), ...(commit && { commit }) };
    }
    case 'run.completed':
    case 'run.lost':
      return { ...event, runId, attempt };
    case 'effect.confirmed':
      return event.run ? { ...event, run: { runId, attempt } } : { ...event, effectId: 'other' };
    case 'planned':
      return { ...event, plan: forgedPlan(event.plan, pick) };
    case 'rollback.requested':
      return { ...event, isTargetGood: true, plan: forgedPlan(event.plan, pick) };
    case 'rollback.pr_closed':
      return { ...event, isMerged: true, headSha: commit ?? HEAD };
    case 'superseded':
      return { ...event, byRunId: runId, ...(digest && { digest }) };
    case 'dismissed':
    case 'unblocked': {
      const by = pick % 2 === 0 ? '2' : event.approval.by;
      const { approval } = event;
      return {
        ...event,
        actor: { kind: 'human', id: by },
        plan: forgedPlan(event.plan, pick),
        approval: { ...approval, by },
      };
    }
    case 'approval.granted':
      return { ...event, approval: { ...event.approval, by: '2' } };
    case 'validation.inconclusive':
      return { ...event, retryAfterMs: Number.MAX_SAFE_INTEGER };
    case 'approval.denied':
    case 'approval.expired':
    case 'deadline.passed':
    case 'effect.refused':
    case 'effect.unknown':
    case 'failure.recorded':
    case 'validation.failed':
    case 'wait.elapsed':
      return event;
  }
}

function forgedPlan(plan: Plan, pick: number): Plan {
  switch (pick % 5) {
    case 0:
      return { ...plan, needsApproval: false };
    case 1:
      return { ...plan, interested: [] };
    case 2:
      return planOf({ kind: 'rollback', seq: plan.seq });
    case 3:
      return planOf({ seq: plan.seq, needsApproval: false });
    default:
      return planOf({ kind: 'roll-forward', seq: plan.seq, needsApproval: false, interested: [] });
  }
}

function note(event: RecoveryEvent, trail: Trail): void {
  const isFailure =
    event.type === 'failure.recorded' ||
    event.type === 'validation.failed' ||
    event.type === 'validation.inconclusive';
  if (isFailure && FAILURES[event.reason].class === 'security') {
    if (event.digest) trail.breaches.add(event.digest);
    trail.breachRuns.add(runOf(event));
  }
  if (event.type === 'validation.passed' && event.commit) trail.passedHeads.add(event.commit);
  if (event.type === 'rollback.pr_closed' && event.isMerged) trail.mergedHeads.add(event.headSha);
  if (event.type === 'approval.granted') trail.granted.add(grantOf(event.approval));
  if (event.type === 'rollback.requested' && event.approval) {
    trail.granted.add(grantOf(event.approval));
  }
}

const runOf = ({ runId, attempt }: { readonly runId: string; readonly attempt: number }) =>
  `${runId}/${attempt}`;
const grantOf = ({ planDigest, by }: { readonly planDigest: string; readonly by: string }) =>
  `${planDigest} ${by}`;

function carryOut(effect: Effect, world: World, { choice }: Attack): void {
  if (effect.name !== 'act') return;
  world.isRunning = true;
  if (effect.action.kind === 'rerun') world.attempt += 1;
  else {
    world.nextRunId += 1;
    world.runId = String(world.nextRunId);
    world.attempt = 1;
  }
  world.digest = choice % 2 === 0 ? NEW : BAD;
}

/** Spec 2.4, invariants; and that each state can be stored, read again, and left. */
function judge(
  before: RecoveryState,
  event: RecoveryEvent,
  after: RecoveryState,
  effects: readonly Effect[],
  trail: Trail,
  policy: RecoveryPolicy,
): readonly string[] {
  return [
    ...acted(after, effects, trail, policy),
    ...left(before, event, after),
    ...ended(before, event, after, trail),
    ...livable(before, after, effects),
  ];
}

function acted(
  { intent, plan, isSecurity }: RecoveryState,
  effects: readonly Effect[],
  trail: Trail,
  policy: RecoveryPolicy,
): string[] {
  const act = effects.find(({ name }) => name === 'act' || name === 'open-pr');
  if (!act || !plan) return act ? ['it acts without a plan'] : [];
  const problems: string[] = [];
  if (trail.acts.includes(act.id)) problems.push(`${act.id} acts twice`);
  if (intent?.effectId !== act.id) problems.push(`${act.id} has no stored intent`);
  if (trail.spent.includes(plan.digest)) problems.push('a plan is carried out twice');
  trail.acts.push(act.id);
  trail.spent.push(plan.digest);
  if (act.name === 'act' && isSecurity && plan.kind !== 'rebuild')
    problems.push('a breach is rerun');
  const isGranted = [...trail.granted].some((grant) => {
    const [digest, by = ''] = grant.split(' ');
    return digest === plan.digest && !plan.interested.includes(by);
  });
  const isCritical = ['rebuild', 'roll-forward', 'rollback'].includes(plan.kind);
  if (!isGranted && (policy.approval.required || isCritical)) problems.push('it acts unapproved');
  if ((act.name === 'open-pr') !== (plan.kind === 'rollback')) problems.push('a plan does another');
  return problems;
}

function left(before: RecoveryState, event: RecoveryEvent, after: RecoveryState): string[] {
  if (before === after) return [];
  if (isTerminal(before.state)) return [`${before.state} is left`];
  const isPerson = STATES[before.state].kind === 'person' && before.state !== after.state;
  const isOwnPass = before.state === 'manual' && event.type === 'validation.passed';
  const isFree = event.actor.kind === 'human' || event.type === 'superseded' || isOwnPass;
  const problems =
    isPerson && !isFree ? [`${before.state} is left by ${event.type} of a program`] : [];
  if (event.type !== 'unblocked' && event.type !== 'dismissed') return problems;
  const { plan, approval } = event;
  const isApproved =
    approval.planDigest === plan.digest &&
    !plan.interested.includes(approval.by) &&
    plan.interested.includes('2');
  return isApproved ? problems : [...problems, `${event.type} moves it unapproved`];
}

function ended(
  before: RecoveryState,
  event: RecoveryEvent,
  after: RecoveryState,
  { breaches, breachRuns, passedHeads, mergedHeads }: Trail,
): string[] {
  if (before.isSecurity && !after.isSecurity) return ['a breach is forgotten'];
  if (before === after) return [];
  const digest = 'digest' in event ? event.digest : undefined;
  const isClosed = after.state === 'recovered' || after.state === 'superseded';
  if (isClosed && after.isSecurity && (digest === undefined || breaches.has(digest))) {
    return [`a breach is ${after.state} with the same artifact`];
  }
  if (after.state === 'recovered' && breachRuns.has(runOf(after.run))) {
    return ['a run with a breach is recovered'];
  }
  if (after.state !== 'rolled-back') return [];
  const head = after.rollback?.pull?.headSha ?? '';
  return passedHeads.has(head) && mergedHeads.has(head)
    ? []
    : ['what was merged is not what passed'];
}

function livable(
  before: RecoveryState,
  after: RecoveryState,
  effects: readonly Effect[],
): string[] {
  if (before === after) return [];
  const problems: string[] = [];
  const stored = parseRecovery(serializeRecovery(after), 'walk');
  if (JSON.stringify(Object.keys(stored).length) !== JSON.stringify(Object.keys(after).length)) {
    problems.push('it is not stored as it is');
  }
  const isPlanned = effects.some(({ name }) => name === 'replan');
  const isEntered = before.state !== after.state;
  if (after.state === 'detected' && isEntered && !isPlanned) problems.push('nobody plans');
  if (STATES[after.state].kind === 'person' && isEntered) {
    if (!effects.some(({ name }) => name === 'escalate')) problems.push('nobody is called');
  }
  return problems;
}
