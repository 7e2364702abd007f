import type { Alert } from './alert.ts';
import {
  type Attempt,
  attemptsOf,
  hasToldPeople,
  isDelivered,
  overAt,
  PEOPLE,
} from './attempts.ts';
import { backoff, mayPass } from './backoff.ts';
import { type BeforeTelling, tryKey } from './before-telling.ts';
import { textsOf } from './format/reason-texts.ts';
import type { NotifyPolicy } from './notify-policy.ts';
import { type NotifyRecord, type Purpose, RUNGS, type Rung } from './record.ts';

/** What to do next about an alert. */
export type Step =
  /** Try a rung; the intent is recorded before. */
  | { readonly kind: 'attempt'; readonly rung: Rung; readonly try: number; readonly cause: Cause }
  /** Find out whether a try arrived whose outcome is unknown, without making it again. */
  | { readonly kind: 'look'; readonly rung: Rung; readonly try: number; readonly cause: Cause }
  /** Wait, and ask again. */
  | { readonly kind: 'wait'; readonly rung: Rung; readonly ms: number }
  | { readonly kind: 'stop'; readonly because: StopReason };

/**
 * Why nothing more is to be done: people were told; they were told of the same failure lately, or that it is over; nobody could be told, and
 * what the last rung keeps is to be sent later; not even that was possible.
 */
export type StopReason = 'delivered' | 'repeated' | 'spooled' | 'exhausted';

/** Why a rung is taken: it is next, or the policy wants an Issue besides. */
export type Cause = 'fallback' | 'policy';

/** What the next step follows from. */
export interface PlanInput {
  readonly alert: Alert;
  readonly purpose: Exclude<Purpose, 'digest'>;
  /** What is recorded of the alert's fingerprint, in order. */
  readonly records: readonly NotifyRecord[];
  /** The rungs that there are, in any order. */
  readonly rungs: readonly Rung[];
  readonly policy: NotifyPolicy;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  /** From 0 inclusive to 1 exclusive. */
  readonly random: number;
  /** Milliseconds that a server asked for when it refused the last try at a rung: then it may pass later, whatever its status. */
  readonly retryAfter?: ReadonlyMap<Rung, number>;
  /** What was done when this telling began. Default: nothing. */
  readonly before?: Pick<BeforeTelling, 'made' | 'ended'>;
  /** How often tries were looked for in vain, by `tryKey`. */
  readonly looked?: ReadonlyMap<string, number>;
  /** Whether a wait that was planned is over. */
  readonly hasWaited?: boolean;
}

/** The rungs on which somebody can be asked whether a message arrived. */
const ASKABLE: readonly Rung[] = ['edge', 'issue', 'summary'];

/**
 * The next step of the ladder (S2.2, S2.3, S2.6, S2.8): the first rung that has not failed for good, tried again where that
 * may help, until one has reached people. A try of which nobody knows whether it arrived is looked for before anything below
 * it is done, so that a late success cancels the lower rungs; and when nobody can be reached, the summary page and the spool
 * file keep the alert. Pure and total.
 */
export function plan(input: PlanInput): Step {
  const { rungs, alert, policy } = input;
  const all = attemptsOf(input.records);
  const ofAlert = all.filter((one) => one.alert_id === alert.alert_id);
  const own = ofAlert.filter((one) => one.purpose === input.purpose && !isPast(one, input.before));
  const isTold = (rung: Rung) => own.some((one) => one.rung === rung && isDelivered(one));
  // an Issue that is written on again is not telling people anew
  const isToldAnew = PEOPLE.some((rung) => rung !== 'issue' && isTold(rung));
  const isRepeated = !isToldAnew && wasToldLately(input, all);
  const wantsIssue =
    input.purpose === 'resolve' || policy.issueAlways.includes(textsOf(alert.failure_reason).class);
  // once told anywhere, nobody goes back to a rung above that asked for too much time
  const isReached = isRepeated || PEOPLE.some(isTold);
  const interrupted = interruptedAt(own, isReached ? 'policy' : 'fallback', input);
  if (interrupted) return interrupted;
  for (const rung of PEOPLE.filter((one) => rungs.includes(one))) {
    const isIssue = rung === 'issue' && (wantsIssue || hasIssue(input));
    if (isReached && !isIssue) continue;
    if (isIssue && isReached && wasUpdatedLately(input)) continue;
    const cause = isReached ? 'policy' : 'fallback';
    const step = stepAt(attemptAt(rung, cause, ofAlert), own, input);
    if (step) return step;
  }
  if (isRepeated) return { kind: 'stop', because: 'repeated' };
  return isReached ? { kind: 'stop', because: 'delivered' } : keep(own, ofAlert, input);
}

/** What failed before this telling says nothing of it; what was or may have been delivered does, unless it was over since. */
function isPast({ rung, try: number, outcome }: Attempt, before: PlanInput['before']): boolean {
  const key = tryKey(rung, number);
  if (before?.ended.has(key)) return true;
  return outcome === 'not_delivered' && before?.made.has(key) === true;
}

/** What a process that died was at is looked for first: it may have told people on a lower rung than is tried now. */
function interruptedAt(
  own: readonly Attempt[],
  cause: Cause,
  { rungs }: PlanInput,
): Step | undefined {
  const found = own.find(
    ({ rung, isOpen }) => isOpen && ASKABLE.includes(rung) && rungs.includes(rung),
  );
  return found && { kind: 'look', rung: found.rung, try: found.try, cause };
}

type AttemptStep = Extract<Step, { readonly kind: 'attempt' }>;

/** A new try: numbers count for one alert and rung, whatever is said (spec.md 3.2). */
function attemptAt(rung: Rung, cause: Cause, ofAlert: readonly Attempt[]): AttemptStep {
  const taken = ofAlert.filter((one) => one.rung === rung).map((one) => one.try);
  return { kind: 'attempt', rung, try: Math.max(0, ...taken) + 1, cause };
}

/** What is to be done at one rung; undefined when it has reached people, or cannot. */
function stepAt(
  next: AttemptStep,
  own: readonly Attempt[],
  { policy, random, retryAfter, looked, hasWaited }: PlanInput,
): Step | undefined {
  const { rung, cause } = next;
  const asked = retryAfter?.get(rung);
  const tries = own.filter((one) => one.rung === rung);
  const last = tries.at(-1);
  if (!last) return next;
  if (tries.some(isDelivered)) return undefined;
  const unknown = tries.find(({ outcome }) => outcome === 'unknown');
  // what may have arrived is not sent again where nobody can be asked
  if (unknown && !ASKABLE.includes(rung)) return undefined;
  if (!unknown && !mayPass(last.status) && asked === undefined) return undefined;
  const looks = unknown ? (looked?.get(tryKey(rung, unknown.try)) ?? 0) : 0;
  if (tries.length + looks >= policy.maxTries) return undefined;
  const step = unknown ? ({ kind: 'look', rung, try: unknown.try, cause } as const) : next;
  if (hasWaited) return step;
  const ms = backoff(policy, tries.length + looks, random, asked);
  return ms === undefined ? undefined : { kind: 'wait', rung, ms };
}

/** Nobody was reached: the alert is kept, on the page of the run and in a file that is sent later. */
function keep(own: readonly Attempt[], ofAlert: readonly Attempt[], { rungs }: PlanInput): Step {
  for (const rung of RUNGS.filter((one) => !PEOPLE.includes(one) && rungs.includes(one))) {
    const last = own.findLast((one) => one.rung === rung);
    // written twice it is harmless, half written it is not
    const isDone = last !== undefined && !last.isOpen;
    if (!isDone) return attemptAt(rung, 'fallback', ofAlert);
  }
  const isSpooled = own.some((one) => one.rung === 'spool' && isDelivered(one));
  return { kind: 'stop', because: isSpooled ? 'spooled' : 'exhausted' };
}

/** Whether Slack or an Issue had the same failure, of another attempt or run, within the repeat interval. */
function wasToldLately(
  { alert, purpose, policy, now }: PlanInput,
  all: readonly Attempt[],
): boolean {
  if (purpose !== 'alert') return false;
  const over = overAt(all);
  return all.some(
    (one) =>
      one.alert_id !== alert.alert_id &&
      one.purpose === 'alert' &&
      hasToldPeople(one) &&
      isWithin(policy.repeatIntervalMs, one.at, now) &&
      one.index > over,
  );
}

/** On either side of now: a record of a clock that was years ahead must not silence anybody for years. */
function isWithin(ms: number, at: string, now: number): boolean {
  return Math.abs(now - Date.parse(at)) < ms;
}

function hasIssue({ records }: PlanInput): boolean {
  return records.some(({ type }) => type === 'issue.opened');
}

/** An Issue that was closed since has to be opened again, however soon. */
function wasUpdatedLately({ records, purpose, policy, now }: PlanInput): boolean {
  if (purpose !== 'alert') return false;
  const closed = records.findLastIndex(
    (record) => record.type === 'issue.closed' && record.reason !== 'duplicate',
  );
  return records
    .slice(closed + 1)
    .some(
      (record) =>
        (record.type === 'issue.opened' || record.type === 'issue.updated') &&
        isWithin(policy.updateIntervalMs, record.at, now),
    );
}
