import { earlier } from '../event-order.ts';
import type { FactOf, PlacedFact } from './fact.ts';
import type { History } from './history.ts';

type Validation = FactOf<'validation.completed'>;

/** What was validated: one attempt of one run for one tag (spec.md 3.3), and how it went. */
export interface Subject {
  readonly key: string;
  /** By any trigger. */
  readonly validations: readonly Validation[];
  /** The first conclusive verdict; absent where all are inconclusive. */
  readonly firstConclusive: Validation | undefined;
  /** The first conclusive fail; absent where there was none. */
  readonly firstFail: Validation | undefined;
}

/** What tells subjects apart: repository, tag, run and attempt. */
export function subjectKey(event: PlacedFact, history: Pick<History, 'repositoryOf'>): string {
  return `${history.repositoryOf(event)}\n${event.run_id}\n${event.run_attempt}\n${event.tag}`;
}

type Building = { -readonly [F in keyof Subject]: Subject[F] } & {
  readonly validations: Validation[];
};

/** All subjects of a history. */
export function subjectsOf(history: History): readonly Subject[] {
  const subjects = new Map<string, Building>();
  let last: Building | undefined;
  for (const event of history.of('validation.completed')) {
    // what is of one subject mostly stands together; a key takes long to make
    const subject: Building =
      last && isOf(event, last) ? last : subjectOf(event, history, subjects);
    subject.validations.push(event);
    if (event.verdict !== 'inconclusive')
      subject.firstConclusive = earlier(subject.firstConclusive, event);
    if (event.verdict === 'fail') subject.firstFail = earlier(subject.firstFail, event);
    last = subject;
  }
  return [...subjects.values()];
}

function subjectOf(event: Validation, history: History, subjects: Map<string, Building>): Building {
  const key = subjectKey(event, history);
  const known = subjects.get(key);
  if (known) return known;
  const subject = { key, validations: [], firstConclusive: undefined, firstFail: undefined };
  subjects.set(key, subject);
  return subject;
}

function isOf(event: Validation, { validations: [first] }: Subject): boolean {
  return (
    event.run_id === first?.run_id &&
    event.tag === first.tag &&
    event.run_attempt === first.run_attempt &&
    event.repository_id === first.repository_id &&
    event.repository === first.repository
  );
}
