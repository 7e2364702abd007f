import type { Event, EventOf, EventType } from '../event.ts';
import { epochMs } from '../period.ts';
import { type Alerts, alertsOf } from './alerts.ts';
import { createIdIndex, type IdIndex } from './id-index.ts';
import { type Recovery, recoveriesOf } from './recoveries.ts';
import { createRepositoryIds, type RepositoryIds } from './repository-ids.ts';
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
  /** Where an id stands in `events`; -1 where it does not. */
  positionOf(id: string): number;
  /** When each of `events` happened, in ms since 1970. */
  readonly times: readonly number[];
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

/** What was added so far. */
interface Added {
  readonly index: IdIndex;
  /** By the number of their id. */
  readonly events: Event[];
  /** When each happened, in ms. Read apart from the events: a pass over them all waits for memory most of the time. */
  readonly times: number[];
  readonly types: Map<EventType, Event[]>;
  readonly repositories: RepositoryIds;
}

/** @param asOf UTC with milliseconds; events after it are left out */
export function createHistoryBuilder(asOf: string): HistoryBuilder {
  const index = createIdIndex();
  const events: Event[] = [];
  const times: number[] = [];
  const types = new Map<EventType, Event[]>();
  const repositories = createRepositoryIds();
  let hasDuplicates = false;
  return {
    add(event) {
      if (event.trigger === 'test' || event.at > asOf) return;
      const number = index.number(event.id);
      if (number < events.length) {
        if (!keepOne(events, number, event)) return;
        times[number] = epochMs(event.at);
        hasDuplicates = true;
        return;
      }
      events.push(event);
      times.push(epochMs(event.at));
      repositories.learn(event);
      const list = types.get(event.type);
      if (list) list.push(event);
      else types.set(event.type, [event]);
    },
    history() {
      const grouped = hasDuplicates ? groupByType(events) : types;
      return historyOf({ index, events, times, types: grouped, repositories }, asOf);
    },
  };
}

/** Whether another record of the same fact took the place of the one that was there. */
function keepOne(events: Event[], number: number, event: Event): boolean {
  const known = events[number];
  if (!known || known === event || preferred(known, event) === known) return false;
  events[number] = event;
  return true;
}

function historyOf({ index, events, times, types, repositories }: Added, asOf: string): History {
  const { replaced, standsFor } = applyCorrections(events, index);
  const standing = replaced.size === 0 ? types : groupByType(events, replaced);
  const history: History = {
    of: (type) => (standing.get(type) ?? []) as EventOf<typeof type>[], // grouped by it
    find(type, id) {
      if (id === null) return undefined;
      const event = standsFor.get(id) ?? events[index.find(id)];
      return event?.type === type ? (event as EventOf<typeof type>) : undefined; // just compared
    },
    repositoryOf: (event) => repositories.of(event),
    events,
    positionOf: (id) => index.find(id),
    times,
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
function applyCorrections(events: readonly Event[], index: IdIndex): Corrections {
  const replaced = new Set<number>();
  const standsFor = new Map<string, Event>();
  const corrections = events.filter(({ corrects }) => corrects !== undefined);
  const original = (event: Event): string => {
    const seen = new Set<string>();
    let { id, corrects } = event;
    while (corrects !== undefined && !seen.has(corrects)) {
      seen.add(corrects);
      id = corrects;
      corrects = events[index.find(id)]?.corrects;
    }
    return id;
  };
  const families = Map.groupBy(corrections, original);
  for (const [id, family] of families) {
    const last = family.reduce((a, b) => (isLater(b, a) ? b : a));
    for (const member of [id, ...family.map((event) => event.id)]) {
      standsFor.set(member, last);
      const position = index.find(member);
      if (position !== -1 && member !== last.id) replaced.add(position);
    }
  }
  return { replaced, standsFor };
}

function isLater(a: Event, b: Event): boolean {
  return a.recorded_at === b.recorded_at ? a.id > b.id : a.recorded_at > b.recorded_at;
}

function groupByType(
  events: readonly Event[],
  replaced: ReadonlySet<number> = new Set(),
): Map<EventType, Event[]> {
  return Map.groupBy(
    events.filter((_, position) => !replaced.has(position)),
    ({ type }) => type,
  );
}

/** Of two records of one fact the one recorded first; of those of one moment any, but always the same. */
function preferred(a: Event, b: Event): Event {
  if (a.recorded_at !== b.recorded_at) return a.recorded_at < b.recorded_at ? a : b;
  return canonical(a) <= canonical(b) ? a : b;
}

function canonical(event: Event): string {
  return JSON.stringify(Object.entries(event).sort(([a], [b]) => (a < b ? -1 : 1)));
}
