import type { Event, EventOf } from '../event.ts';
import { earlier } from '../event-order.ts';
import type { History } from './history.ts';

type Validation = EventOf<'validation.completed'>;

/** What was validated: one attempt of one run for one tag (spec.md 3.3), and how it went. */
export interface Subject {
  readonly key: string;
  /** By any trigger. */
  readonly validations: readonly Validation[];
  /** The first conclusive fail; absent where there was none. */
  readonly firstFail: Validation | undefined;
}

/** What tells subjects apart: repository, tag, run and attempt. */
export function subjectKey(event: Event, history: Pick<History, 'repositoryOf'>): string {
  return `${history.repositoryOf(event)}\n${event.run_id}\n${event.run_attempt}\n${event.tag}`;
}

/** All subjects of a history. */
export function subjectsOf(history: History): readonly Subject[] {
  const subjects = new Map<
    string,
    { key: string; validations: Validation[]; firstFail: Validation | undefined }
  >();
  for (const event of history.of('validation.completed')) {
    const key = subjectKey(event, history);
    let subject = subjects.get(key);
    if (!subject) {
      subject = { key, validations: [], firstFail: undefined };
      subjects.set(key, subject);
    }
    subject.validations.push(event);
    if (event.verdict === 'fail') subject.firstFail = earlier(subject.firstFail, event);
  }
  return [...subjects.values()];
}
