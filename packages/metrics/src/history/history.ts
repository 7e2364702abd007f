import type { Event, EventOf, EventType } from '../event.ts';
import { type Alerts, alertsOf } from './alerts.ts';
import { type Recovery, recoveriesOf } from './recoveries.ts';
import { type Subject, subjectsOf } from './subjects.ts';

/**
 * What happened until `asOf`, each fact once, as its last correction has it, without what is marked as a test. Folds read
 * it in any order: nothing in it depends on the order of arrival but the order of its arrays.
 */
export interface History {
  /** The facts of a type. */
  of<T extends EventType>(type: T): readonly EventOf<T>[];
  /** The fact that an id names, corrected; absent where it is not known, or is of another type. */
  find<T extends EventType>(type: T, id: string | null): EventOf<T> | undefined;
  /** What names the repository of an event: its id, where any event tells it, else its URL. */
  repositoryOf(event: Event): string;
  /** Every event, corrected ones and corrections included: what was to be ingested. */
  readonly events: readonly Event[];
  /** Where an id stands in `events`. */
  positionOf(id: string): number | undefined;
  /** What was validated: one for each (repository, tag, run, attempt). */
  subjects(): readonly Subject[];
  alerts(): Alerts;
  /** By `recovery_id`. */
  recoveries(): ReadonlyMap<string, Recovery>;
  /** The same history without what was recorded after that time. */
  recordedBy(time: string): History;
}

/** Takes events one by one, in any order and with repetitions. Holds state. */
export interface HistoryBuilder {
  add(event: Event): void;
  /** What the events so far come to; events may still be added, and need another call. */
  history(): History;
}

/** @param asOf UTC with milliseconds; events after it are left out */
export function createHistoryBuilder(asOf: string): HistoryBuilder {
  const positions = new Map<string, number>();
  const events: Event[] = [];
  return {
    add(event) {
      if (event.trigger === 'test' || event.at > asOf) return;
      const position = positions.get(event.id);
      const known = position === undefined ? undefined : events[position];
      if (position === undefined || known === undefined) {
        positions.set(event.id, events.length);
        events.push(event);
      } else if (known !== event) {
        events[position] = preferred(known, event);
      }
    },
    history: () => historyOf(events, positions, asOf),
  };
}

function historyOf(
  events: readonly Event[],
  positions: ReadonlyMap<string, number>,
  asOf: string,
): History {
  const { replaced, standsFor } = applyCorrections(events, positions);
  const types = groupByType(events, replaced);
  const idOf = repositoryIds(events);
  const of: History['of'] = (type) => (types.get(type) ?? []) as EventOf<typeof type>[]; // grouped by it
  const history: History = {
    of,
    find(type, id) {
      const position = id === null ? undefined : positions.get(id);
      const event = (id === null ? undefined : standsFor.get(id)) ?? events[position ?? -1];
      return event?.type === type ? (event as EventOf<typeof type>) : undefined; // just compared
    },
    repositoryOf: ({ repository_id, repository }) =>
      repository_id ?? (idOf.get(repository) || repository),
    events,
    positionOf: (id) => positions.get(id),
    subjects: once(() => subjectsOf(history)),
    alerts: once(() => alertsOf(history)),
    recoveries: once(() => recoveriesOf(history)),
    recordedBy(time) {
      const builder = createHistoryBuilder(asOf);
      for (const event of events) if (event.recorded_at <= time) builder.add(event);
      return builder.history();
    },
  };
  return history;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Which events a correction replaced, by position, and what stands for an id instead. */
interface Corrections {
  readonly replaced: ReadonlySet<number>;
  readonly standsFor: ReadonlyMap<string, Event>;
}

/** The last correction stands, by (`recorded_at`, `id`); also one that corrects a correction (spec.md 3.1). */
function applyCorrections(
  events: readonly Event[],
  positions: ReadonlyMap<string, number>,
): Corrections {
  const replaced = new Set<number>();
  const standsFor = new Map<string, Event>();
  const corrections = events.filter(({ corrects }) => corrects !== undefined);
  const original = (event: Event): string => {
    const seen = new Set<string>();
    let { id, corrects } = event;
    while (corrects !== undefined && !seen.has(corrects)) {
      seen.add(corrects);
      id = corrects;
      corrects = events[positions.get(id) ?? -1]?.corrects;
    }
    return id;
  };
  const families = Map.groupBy(corrections, original);
  for (const [id, family] of families) {
    const last = family.reduce((a, b) => (isLater(b, a) ? b : a));
    for (const member of [id, ...family.map((event) => event.id)]) {
      standsFor.set(member, last);
      const position = positions.get(member);
      if (position !== undefined && member !== last.id) replaced.add(position);
    }
  }
  return { replaced, standsFor };
}

function isLater(a: Event, b: Event): boolean {
  return a.recorded_at === b.recorded_at ? a.id > b.id : a.recorded_at > b.recorded_at;
}

function groupByType(
  events: readonly Event[],
  replaced: ReadonlySet<number>,
): ReadonlyMap<EventType, readonly Event[]> {
  const types = new Map<EventType, Event[]>();
  events.forEach((event, position) => {
    if (replaced.size > 0 && replaced.has(position)) return;
    const list = types.get(event.type);
    if (list) list.push(event);
    else types.set(event.type, [event]);
  });
  return types;
}

/** The id of a repository by its URL; empty where a URL had several, since then it names none. */
function repositoryIds(events: readonly Event[]): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  let lastUrl = '';
  let lastId: string | null = null;
  for (const { repository, repository_id } of events) {
    if (repository_id === null || (repository_id === lastId && repository === lastUrl)) continue;
    const known = ids.get(repository);
    ids.set(repository, known === undefined || known === repository_id ? repository_id : '');
    lastUrl = repository;
    lastId = repository_id;
  }
  return ids;
}

/** Of two records of one fact the one recorded first; of those of one moment any, but always the same. */
function preferred(a: Event, b: Event): Event {
  if (a.recorded_at !== b.recorded_at) return a.recorded_at < b.recorded_at ? a : b;
  return canonical(a) <= canonical(b) ? a : b;
}

function canonical(event: Event): string {
  return JSON.stringify(Object.entries(event).sort(([a], [b]) => (a < b ? -1 : 1)));
}
