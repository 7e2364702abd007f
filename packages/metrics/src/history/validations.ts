import type { EventOf } from '../event.ts';
import type { FactOf } from './fact.ts';
import { createInterned, type Interning } from './interned.ts';

type Event = EventOf<'validation.completed'>;
type Fact = FactOf<'validation.completed'>;

/** How a validation ended, and what it was of: few of many differ in it. */
export type Outcome = Pick<
  Event,
  'trigger' | 'verdict' | 'failure_reason' | 'class' | 'predicate_type' | 'trust_profile'
>;

/** The tag and the attempt of a run that were validated. */
export type Attempt = Pick<Event, 'tag' | 'run_id' | 'run_attempt'>;

/** What is kept of validations, by number: they come in masses, and what many of them say stands once. Holds state. */
export interface Validations {
  /** Keeps one. @returns its number, from 0 */
  put(event: Event): number;
  outcomeOf(number: number): Outcome;
  /** Mostly the same object for the same attempt. */
  attemptOf(number: number): Attempt;
  artifactOf(number: number): string | null;
  /** The whole fact. @param rest what is not kept here */
  factOf(number: number, rest: Pick<Fact, 'id' | 'at' | 'place'>): Fact;
}

/** Validations, none yet. */
export function createValidations(): Validations {
  const seen = createInterned(OUTCOMES);
  const outcomes: Outcome[] = [];
  const attempts: Attempt[] = [];
  const artifacts: (string | null)[] = [];
  const at = <T>(list: readonly T[], number: number): T => {
    const value = list[number];
    if (value === undefined) throw new RangeError(`no validation has the number ${number}`);
    return value;
  };
  return {
    put(event) {
      const last = attempts.at(-1); // what is of one attempt mostly stands together
      outcomes.push(seen.at(seen.numberOf(event)));
      attempts.push(last && isOf(event, last) ? last : pickAttempt(event));
      return artifacts.push(event.artifact_digest) - 1;
    },
    outcomeOf: (number) => at(outcomes, number),
    attemptOf: (number) => at(attempts, number),
    artifactOf: (number) => at(artifacts, number),
    factOf: (number, rest) => ({
      type: 'validation.completed',
      ...rest,
      ...at(attempts, number),
      ...at(outcomes, number),
      artifact_digest: at(artifacts, number),
    }),
  };
}

const OUTCOMES: Interning<Outcome, Outcome> = {
  pick({ trigger, verdict, failure_reason, class: kind, predicate_type, trust_profile }) {
    return { trigger, verdict, failure_reason, class: kind, predicate_type, trust_profile };
  },
  keyOf: (event) => JSON.stringify(OUTCOMES.pick(event)),
  isSame: (event, kept) =>
    event.verdict === kept.verdict &&
    event.trigger === kept.trigger &&
    event.failure_reason === kept.failure_reason &&
    event.class === kept.class &&
    event.trust_profile === kept.trust_profile &&
    event.predicate_type === kept.predicate_type,
};

function pickAttempt({ tag, run_id, run_attempt }: Attempt): Attempt {
  return { tag, run_id, run_attempt };
}

function isOf(event: Attempt, { tag, run_id, run_attempt }: Attempt): boolean {
  return event.run_id === run_id && event.run_attempt === run_attempt && event.tag === tag;
}
