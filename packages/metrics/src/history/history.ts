import { type Alerts, alertsOf } from './alerts.ts';
import { codeOf, NONE, type TypeCode } from './columns.ts';
import {
  applyCorrections,
  type Correction,
  type Known,
  NO_ROW,
  type Standing,
} from './corrections.ts';
import type { FactOf, FactType, RareFact } from './fact.ts';
import type { Ingest } from './ingests.ts';
import type { Records } from './records.ts';
import { type Recovery, recoveriesOf } from './recoveries.ts';
import type { Place, RepositoryIds } from './repository-ids.ts';
import { type Subject, subjectsOf } from './subjects.ts';
import type { Wait } from './waits.ts';

/**
 * What happened until `asOf`, each fact once, as its last correction has it, without what is marked as a test. Folds read
 * it in any order: nothing in it depends on the order of arrival but the order of its arrays.
 */
export interface History {
  /** The facts of a type. */
  of<T extends FactType>(type: T): readonly FactOf<T>[];
  /** Each wait for a lock: which, how long, and when in ms since 1970. */
  waits(visit: (wait: Wait, waitMs: number, time: number) => void): void;
  /** Each attempt at taking in an event: how it ended, the row of the event or `NO_ROW`, and when in ms since 1970. */
  ingests(visit: (ingest: Ingest, row: number, time: number) => void): void;
  /** Every event by row, what was corrected and corrections included. */
  readonly events: EventRows;
  /** The fact that an id names, corrected; absent where it is not known, or is of another type. */
  find<T extends FactType>(type: T, id: string | null): FactOf<T> | undefined;
  /** The row that stands for an id: its last correction; `NO_ROW` where it is not known. */
  standingRow(id: string): number;
  /** What names the repository of a fact: its id, where any event tells it, else its URL. */
  repositoryOf(place: Place): string;
  /** What was validated: one for each (repository, tag, run, attempt). */
  subjects(): readonly Subject[];
  alerts(): Alerts;
  /** By `recovery_id`. */
  recoveries(): ReadonlyMap<string, Recovery>;
  /** Whether anything was recorded after that time, in ms since 1970. */
  hasRecordedAfter(time: number): boolean;
  /** The same history without what was recorded after that time. */
  recordedBy(time: number): History;
}

/** Events by row. */
export interface EventRows {
  readonly length: number;
  /** Of each the type; `NONE` where nothing stands. */
  readonly codes: Uint8Array;
  /** When each happened, in ms since 1970. */
  readonly times: Float64Array;
}

/** Which records a history is of. */
interface View {
  /** By row; `NONE` for what is left out. */
  readonly codes: Uint8Array;
  readonly corrections: readonly Correction[];
  readonly repositories: RepositoryIds;
}

/** The history of records that are settled. */
export function historyOf(records: Records): History {
  const { columns, repositories } = records;
  const corrections = [...records.corrections.values(), ...records.passedOver];
  return new RecordedHistory(records, { codes: columns.codes, corrections, repositories });
}

const VALIDATION = codeOf('validation.completed');
const WAIT = codeOf('lock.waited');
const INGEST = codeOf('kpi.ingest_attempted');

class RecordedHistory implements History {
  readonly events: EventRows;
  readonly subjects: () => readonly Subject[] = once(() =>
    subjectsOf(this.#records, this.#standing, this),
  );
  readonly alerts: () => Alerts = once(() => alertsOf(this));
  readonly recoveries: () => ReadonlyMap<string, Recovery> = once(() => recoveriesOf(this));
  readonly #records: Records;
  readonly #view: View;
  readonly #corrected: Standing;
  /** The codes of what no correction replaced. */
  readonly #standing: Uint8Array;
  readonly #validations = once(() => this.#factsOf((code) => code === VALIDATION));
  readonly #facts = once(() => {
    const facts = this.#factsOf((code) => code !== VALIDATION && code !== NONE);
    return Map.groupBy(facts, ({ type }) => type);
  });

  constructor(records: Records, view: View) {
    const { length, times } = records.columns;
    this.#records = records;
    this.#view = view;
    this.#corrected = applyCorrections(view.corrections, {
      find: (id) => this.#knownBy(id),
      repositoryOf: (place) => this.repositoryOf(place),
    });
    this.#standing = without(view.codes, this.#corrected.replaced);
    this.events = { length, codes: view.codes, times };
  }

  of<T extends FactType>(type: T): readonly FactOf<T>[] {
    const facts =
      type === 'validation.completed' ? this.#validations() : (this.#facts().get(type) ?? []);
    return facts as readonly FactOf<T>[]; // of that type
  }

  waits(visit: (wait: Wait, waitMs: number, time: number) => void): void {
    const { length, details, values, times } = this.#records.columns;
    for (let row = 0; row < length; row += 1) {
      if (this.#standing[row] !== WAIT) continue;
      visit(this.#records.waits.at(details[row] ?? -1), values[row] ?? 0, times[row] ?? 0);
    }
  }

  ingests(visit: (ingest: Ingest, row: number, time: number) => void): void {
    const { columns, index, ingests, ingested } = this.#records;
    const { length, details, values, times } = columns;
    for (let row = 0; row < length; row += 1) {
      if (this.#standing[row] !== INGEST) continue;
      const about = this.#known(index.findOf(ingested, values[row] ?? -1));
      visit(ingests.at(details[row] ?? -1), about, times[row] ?? 0);
    }
  }

  standingRow(id: string): number {
    return this.#corrected.standsFor.get(id) ?? this.#rowOf(id);
  }

  find<T extends FactType>(type: T, id: string | null): FactOf<T> | undefined {
    if (id === null) return undefined;
    const row = this.standingRow(id);
    if (this.#view.codes[row] !== codeOf(type)) return undefined;
    return this.#records.factAt(row) as FactOf<T> | undefined; // just compared
  }

  repositoryOf(place: Place): string {
    return this.#view.repositories.of(place);
  }

  hasRecordedAfter(time: number): boolean {
    const { length, recorded } = this.#records.columns;
    // also a record that another one stands for, or that happened after `asOf`: it may name a repository, or correct
    return (
      recorded.subarray(0, length).some((then) => then > time) ||
      this.#view.corrections.some(({ recorded: then }) => then > time)
    );
  }

  recordedBy(time: number): History {
    const { codes, corrections, repositories } = this.#view;
    return new RecordedHistory(this.#records, {
      codes: codes.map((code, row) => (this.#recorded(row) <= time ? code : NONE)),
      corrections: corrections.filter(({ recorded }) => recorded <= time),
      repositories: repositories.knownBy(time),
    });
  }

  #factsOf(
    isWanted: (code: TypeCode) => boolean,
  ): readonly (RareFact | FactOf<'validation.completed'>)[] {
    const facts: (RareFact | FactOf<'validation.completed'>)[] = [];
    for (let row = 0; row < this.#records.columns.length; row += 1) {
      const fact = isWanted(this.#standing[row] ?? NONE) ? this.#records.factAt(row) : undefined;
      if (fact) facts.push(fact);
    }
    return facts;
  }

  /** The row of an event that is known, else `NO_ROW`. */
  #rowOf(id: string): number {
    return this.#known(this.#records.index.find(id));
  }

  #knownBy(id: string): Known | undefined {
    const row = this.#rowOf(id);
    if (row === NO_ROW) return undefined;
    const { codes, places } = this.#records.columns;
    return {
      row,
      code: codes[row] ?? NONE,
      place: this.#records.repositories.at(places[row] ?? -1),
    };
  }

  #known(row: number): number {
    return row !== NO_ROW && this.#view.codes[row] !== NONE ? row : NO_ROW;
  }

  #recorded(row: number): number {
    return this.#records.columns.recorded[row] ?? 0;
  }
}

function without(codes: Uint8Array, rows: ReadonlySet<number>): Uint8Array {
  if (rows.size === 0) return codes;
  const left = codes.slice();
  for (const row of rows) left[row] = NONE;
  return left;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
