import { codeOf } from './columns.ts';
import type { History } from './history.ts';
import type { Records } from './records.ts';
import type { Place } from './repository-ids.ts';
import type { Attempt, Outcome } from './validations.ts';

/** What was validated: one attempt of one run for one tag (spec.md 3.3), and how it went. */
export interface Subject {
  readonly place: Place;
  readonly attempt: Attempt;
  /** The first conclusive verdict, by any trigger; absent where all are inconclusive. */
  readonly firstConclusive: Validated | undefined;
  /** The first conclusive fail, by any trigger; absent where there was none. */
  readonly firstFail: Validated | undefined;
  /** The first validation that counts: a pull request is no release yet, a sweep looks at what was judged before. */
  readonly first: Validated | undefined;
  /** The first conclusive one that counts. */
  readonly anchor: Validated | undefined;
  /** Whether each artifact seen has a conclusive verdict. */
  readonly isComplete: boolean;
  /** Whether each artifact's first conclusive verdict is pass. */
  readonly isPass: boolean;
}

/** A validation of a subject. */
export interface Validated {
  readonly row: number;
  /** In ms since 1970. */
  readonly time: number;
  readonly outcome: Outcome;
}

/** What tells subjects apart: repository, tag, run and attempt. The tag comes last, since it may be any text, or none. */
export function subjectKey(
  place: Place,
  { run_id, run_attempt, tag }: Attempt,
  history: Pick<History, 'repositoryOf'>,
): string {
  const run = `${history.repositoryOf(place)}\n${run_id}\n${run_attempt}`;
  return tag === null ? run : `${run}\n${tag}`;
}

/** The key of the subject that an event of a run speaks of. */
export function subjectKeyOf(
  fact: Attempt & { readonly place: Place },
  history: Pick<History, 'repositoryOf'>,
): string {
  return subjectKey(fact.place, fact, history);
}

/** A pull request is no release yet; a sweep or revalidation looks at what was judged before. */
const COUNTING: ReadonlySet<string> = new Set(['release', 'rerun', 'rollback']);

const VALIDATION = codeOf('validation.completed');

/**
 * All subjects of a history.
 * @param codes by row, `NONE` where nothing stands
 */
export function subjectsOf(
  records: Records,
  codes: Uint8Array,
  history: Pick<History, 'repositoryOf'>,
): readonly Subject[] {
  const subjects = new SubjectBuilder(records, history);
  for (let row = 0; row < records.columns.length; row += 1) {
    if (codes[row] === VALIDATION) subjects.add(row);
  }
  return subjects.judged();
}

interface Building extends Subject {
  firstConclusive: Validated | undefined;
  firstFail: Validated | undefined;
  first: Validated | undefined;
  anchor: Validated | undefined;
  isComplete: boolean;
  isPass: boolean;
  /** What all that count say, if all say the same: then no artifact need be told from another. */
  verdict: Outcome['verdict'] | 'mixed' | undefined;
  /** The row of its validation that was added last, or -1. */
  lastRow: number;
}

class SubjectBuilder {
  readonly #records: Records;
  readonly #history: Pick<History, 'repositoryOf'>;
  readonly #subjects = new Map<string, Building>();
  #last: Building | undefined;
  /** For each row the row of the same subject that was added before it, or -1. */
  readonly #before: Int32Array;

  constructor(records: Records, history: Pick<History, 'repositoryOf'>) {
    this.#records = records;
    this.#history = history;
    this.#before = new Int32Array(records.columns.length);
  }

  add(row: number): void {
    const { columns, validations } = this.#records;
    const outcome = validations.outcomeOf(columns.details[row] ?? -1);
    const subject = this.#subjectOf(row);
    const validated: Validated = { row, time: columns.times[row] ?? 0, outcome };
    const { verdict } = outcome;
    const isConclusive = verdict !== 'inconclusive';
    if (isConclusive) subject.firstConclusive = this.#earlier(subject.firstConclusive, validated);
    if (verdict === 'fail') subject.firstFail = this.#earlier(subject.firstFail, validated);
    if (!COUNTING.has(outcome.trigger)) return;
    subject.first = this.#earlier(subject.first, validated);
    if (isConclusive) subject.anchor = this.#earlier(subject.anchor, validated);
    if (subject.verdict !== verdict) {
      subject.verdict = subject.verdict === undefined ? verdict : 'mixed';
    }
    this.#before[row] = subject.lastRow;
    subject.lastRow = row;
  }

  judged(): readonly Subject[] {
    const subjects = [...this.#subjects.values()];
    for (const subject of subjects) {
      if (subject.verdict === 'mixed') this.#judge(subject);
      else {
        subject.isComplete = subject.verdict !== 'inconclusive';
        subject.isPass = subject.verdict === 'pass';
      }
    }
    return subjects;
  }

  /**
   * By the first conclusive verdict of each artifact. A validation that could not get the artifact names no digest: it is an
   * artifact of its own only where it was conclusive, as when the artifact is known to be missing.
   */
  #judge(subject: Building): void {
    const { columns, validations } = this.#records;
    const artifacts = new Map<string | null, Validated | undefined>();
    for (let row = subject.lastRow; row !== -1; row = this.#before[row] ?? -1) {
      const number = columns.details[row] ?? -1;
      const [artifact, outcome] = [validations.artifactOf(number), validations.outcomeOf(number)];
      const known = artifacts.get(artifact);
      if (outcome.verdict !== 'inconclusive') {
        const validated = { row, time: columns.times[row] ?? 0, outcome };
        artifacts.set(artifact, this.#earlier(known, validated));
      } else if (artifact !== null) artifacts.set(artifact, known);
    }
    const verdicts = [...artifacts.values()];
    subject.isComplete = verdicts.every((verdict) => verdict !== undefined);
    subject.isPass = verdicts.every((verdict) => verdict?.outcome.verdict === 'pass');
  }

  #subjectOf(row: number): Building {
    const { columns, validations, repositories } = this.#records;
    const place = repositories.at(columns.places[row] ?? -1);
    const attempt = validations.attemptOf(columns.details[row] ?? -1);
    if (this.#last?.attempt === attempt && this.#last.place === place) return this.#last;
    const key = subjectKey(place, attempt, this.#history);
    this.#last = this.#subjects.get(key) ?? newSubject(place, attempt);
    this.#subjects.set(key, this.#last);
    return this.#last;
  }

  /** The one that happened first, by time, then id: the same whatever the order of arrival. */
  #earlier(known: Validated | undefined, validated: Validated): Validated {
    if (known === undefined) return validated;
    if (known.time !== validated.time) return known.time < validated.time ? known : validated;
    const { ids } = this.#records;
    return ids.at(known.row) <= ids.at(validated.row) ? known : validated;
  }
}

function newSubject(place: Place, attempt: Attempt): Building {
  return {
    place,
    attempt,
    firstConclusive: undefined,
    firstFail: undefined,
    first: undefined,
    anchor: undefined,
    isComplete: true,
    isPass: true,
    verdict: undefined,
    lastRow: -1,
  };
}
