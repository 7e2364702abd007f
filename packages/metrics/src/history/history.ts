import type { EventType } from '../event.ts';
import { type Alerts, alertsOf } from './alerts.ts';
import { applyCorrections, type Correction } from './corrections.ts';
import type { Fact, FactOf, MassType, PlacedFact } from './fact.ts';
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
  of<T extends PlacedType>(type: T): readonly FactOf<T>[];
  /** Each fact of a type that comes in masses: what it shares with others, its value, when it happened in ms since 1970. */
  each<T extends MassType>(
    type: T,
    visit: (fact: FactOf<T>, value: number, time: number) => void,
  ): void;
  /** The fact that an id names, corrected; absent where it is not known, or is of another type. */
  find<T extends PlacedType>(type: T, id: string | null): FactOf<T> | undefined;
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

type PlacedType = Exclude<EventType, MassType>;

/** The facts so far, in columns by position: a pass over one of them reads memory in a row. */
export interface Columns {
  readonly index: IdIndex;
  readonly facts: readonly (Fact | undefined)[];
  readonly types: readonly (EventType | undefined)[];
  readonly times: readonly number[];
  /** When each was recorded, in ms since 1970. */
  readonly recorded: readonly number[];
  /** What tells facts of types that come in masses apart; 0 for others. */
  readonly values: readonly number[];
  /** Of which place each is, as `repositories` numbers them. */
  readonly places: readonly number[];
  readonly corrections: ReadonlyMap<number, Correction>;
  readonly repositories: RepositoryIds;
}

/** Facts by their types; nothing is left out in it, what a correction replaced neither. */
export interface ByType {
  readonly placed: ReadonlyMap<EventType, readonly PlacedFact[]>;
  /** Of the types that come in masses the positions. */
  readonly masses: ReadonlyMap<EventType, readonly number[]>;
}

/** The history that columns hold. @param byType the same facts by their types */
export function historyOf(columns: Columns, byType: ByType): History {
  const { index, facts, types, times, values, recorded, corrections, repositories } = columns;
  const { replaced, standsFor } = applyCorrections(corrections, facts, index);
  const { placed, masses } = replaced.size === 0 ? byType : groupByType(facts, replaced);
  const history: History = {
    of: (type) => (placed.get(type) ?? []) as unknown as FactOf<typeof type>[], // grouped by it
    each(type, visit) {
      for (const position of masses.get(type) ?? []) {
        const fact = facts[position] as FactOf<typeof type>; // grouped by it
        visit(fact, values[position] ?? 0, times[position] ?? 0);
      }
    },
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
): ByType {
  const groups = createGrouping();
  for (const [position, fact] of facts.entries()) {
    if (fact && !replaced.has(position)) groups.add(fact, position);
  }
  return groups;
}

/** Puts facts to others of their types. Holds state. */
export interface Grouping extends ByType {
  add(fact: Fact, position: number): void;
}

/** Groups without a fact. */
export function createGrouping(): Grouping {
  const placed = new Map<EventType, PlacedFact[]>();
  const masses = new Map<EventType, number[]>();
  return {
    placed,
    masses,
    add(fact, position) {
      if ('id' in fact) listOf(placed, fact.type).push(fact);
      else listOf(masses, fact.type).push(position);
    },
  };
}

function listOf<T>(lists: Map<EventType, T[]>, type: EventType): T[] {
  let list = lists.get(type);
  if (!list) {
    list = [];
    lists.set(type, list);
  }
  return list;
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
