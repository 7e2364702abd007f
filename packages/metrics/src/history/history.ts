import type { EventType } from '../event.ts';
import { type Alerts, alertsOf } from './alerts.ts';
import { applyCorrections, type Correction } from './corrections.ts';
import type { Fact, FactOf } from './fact.ts';
import type { IdIndex } from './id-index.ts';
import { type Recovery, recoveriesOf } from './recoveries.ts';
import { createRepositoryIds, type Place, type RepositoryIds } from './repository-ids.ts';
import { type Subject, subjectsOf } from './subjects.ts';

/**
 * What happened until `asOf`, each fact once, as its last correction has it, without what is marked as a test. Folds read
 * it in any order: nothing in it depends on the order of arrival but the order of its arrays.
 */
export interface History {
  /** The facts of a type. */
  of<T extends EventType>(type: T): readonly FactOf<T>[];
  /** The fact that an id names, corrected; absent where it is not known, or is of another type. */
  find<T extends EventType>(type: T, id: string | null): FactOf<T> | undefined;
  /** What names the repository of a fact: its id, where any event tells it, else its URL. */
  repositoryOf(place: Place): string;
  /**
   * The type of every event by its position, corrected ones and corrections included: what was to be ingested. Absent
   * where only the id is known, since an attempt at ingesting names it.
   */
  readonly types: readonly (EventType | undefined)[];
  /** When each of them happened, in ms since 1970. */
  readonly times: readonly number[];
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

/** The facts so far, in columns by position: a pass over one of them reads memory in a row. */
export interface Columns {
  readonly index: IdIndex;
  readonly facts: readonly (Fact | undefined)[];
  readonly types: readonly (EventType | undefined)[];
  readonly times: readonly number[];
  /** When each was recorded, in ms since 1970. */
  readonly recorded: readonly number[];
  /** Of which place each is, as `repositories` numbers them. */
  readonly places: readonly number[];
  readonly corrections: ReadonlyMap<number, Correction>;
  readonly repositories: RepositoryIds;
}

/** @param byType the facts by their types; nothing is left out, what a correction replaced neither */
export function historyOf(columns: Columns, byType: ReadonlyMap<EventType, Fact[]>): History {
  const { index, facts, types, times, recorded, corrections, repositories } = columns;
  const { replaced, standsFor } = applyCorrections(corrections, facts, index);
  const standing = replaced.size === 0 ? byType : groupByType(facts, replaced);
  const history: History = {
    of: (type) => (standing.get(type) ?? []) as unknown as FactOf<typeof type>[], // grouped by it
    find(type, id) {
      if (id === null) return undefined;
      const fact = standsFor.get(id) ?? facts[index.find(id)];
      return fact?.type === type ? (fact as unknown as FactOf<typeof type>) : undefined; // just compared
    },
    repositoryOf: (place) => repositories.of(place),
    types,
    times,
    subjects: once(() => subjectsOf(history)),
    alerts: once(() => alertsOf(history)),
    recoveries: once(() => recoveriesOf(history)),
    hasRecordedAfter: (time) => recorded.some((then) => then > time),
    recordedBy(time) {
      const before = recordedBy(columns, time);
      return historyOf(before, groupByType(before.facts));
    },
  };
  return history;
}

/** The facts by type, in the order of their positions. Pure. */
export function groupByType(
  facts: readonly (Fact | undefined)[],
  replaced: ReadonlySet<number> = new Set(),
): Map<EventType, Fact[]> {
  const standing = facts.filter((fact, position) => fact && !replaced.has(position)) as Fact[];
  return Map.groupBy(standing, ({ type }) => type);
}

function recordedBy(columns: Columns, time: number): Columns {
  const isKnown = (position: number): boolean => (columns.recorded[position] ?? 0) <= time;
  const repositories = createRepositoryIds();
  for (const number of new Set(columns.places.filter((_, position) => isKnown(position)))) {
    const place = columns.repositories.places[number];
    if (place) repositories.learn(place);
  }
  const corrections = [...columns.corrections].filter(([position]) => isKnown(position));
  return {
    ...columns,
    facts: columns.facts.map((fact, position) => (isKnown(position) ? fact : undefined)),
    types: columns.types.map((type, position) => (isKnown(position) ? type : undefined)),
    corrections: new Map(corrections),
    repositories,
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
