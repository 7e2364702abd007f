import type { Event, EventType } from '../event.ts';
import { epochMs } from '../period.ts';
import type { Correction } from './corrections.ts';
import { createMassFacts, type Fact, type PlacedFact, placedFactOf } from './fact.ts';
import { type Columns, createGrouping, groupByType, type History, historyOf } from './history.ts';
import { createIdIndex, type IdIndex } from './id-index.ts';
import { createRepositoryIds, type RepositoryIds } from './repository-ids.ts';

/** Takes events one by one, in any order and with repetitions. Holds state. */
export interface HistoryBuilder {
  /** Keeps what metrics need of an event, and not the event. */
  add(event: Event): void;
  /** What the events so far come to; events may still be added, and need another call. */
  history(): History;
}

/** @param asOf UTC with milliseconds; events after it are left out */
export function createHistoryBuilder(asOf: string): HistoryBuilder {
  const builder = new Builder(asOf);
  return { add: (event) => builder.add(event), history: () => builder.history() };
}

class Builder implements Columns {
  readonly index: IdIndex = createIdIndex();
  readonly facts: (Fact | undefined)[] = [];
  readonly types: (EventType | undefined)[] = [];
  readonly times: number[] = [];
  readonly recorded: number[] = [];
  readonly values: number[] = [];
  readonly places: number[] = [];
  readonly corrections = new Map<number, Correction>();
  readonly repositories: RepositoryIds = createRepositoryIds();
  readonly #asOf: string;
  readonly #byType = createGrouping();
  readonly #massFact = createMassFacts();
  #before: PlacedFact | undefined;
  #hasReplaced = false;

  constructor(asOf: string) {
    this.#asOf = asOf;
  }

  add(event: Event): void {
    if (event.trigger === 'test' || event.at > this.#asOf) return;
    const position = this.index.number(event.id);
    while (this.facts.length <= position) this.#addNone();
    const time = epochMs(event.at);
    const recorded = event.recorded_at === event.at ? time : epochMs(event.recorded_at);
    const place = this.repositories.learn(event);
    const fact = this.#factOf(event);
    const value = this.#valueOf(event);
    const known = this.facts[position];
    if (known) {
      const record = { fact, value, time, recorded, place, corrects: event.corrects };
      if (!this.#isPreferred(record, this.#at(position, known))) return;
      this.#hasReplaced = true;
    } else this.#byType.add(fact, position);
    this.facts[position] = fact;
    this.types[position] = fact.type;
    this.times[position] = time;
    this.recorded[position] = recorded;
    this.values[position] = value;
    this.places[position] = place;
    const { id, corrects } = event;
    if (corrects !== undefined) this.corrections.set(position, { id, corrects, recorded });
    else if (known) this.corrections.delete(position);
  }

  history(): History {
    return historyOf(this, this.#hasReplaced ? groupByType(this.facts) : this.#byType);
  }

  /** An id whose event has not come. */
  #addNone(): void {
    this.facts.push(undefined);
    this.types.push(undefined);
    this.times.push(Number.NaN);
    this.recorded.push(Number.NaN);
    this.values.push(0);
    this.places.push(-1);
  }

  #factOf(event: Event): Fact {
    if (event.type === 'kpi.ingest_attempted' || event.type === 'lock.waited') {
      return this.#massFact(event);
    }
    this.#before = placedFactOf(event, this.#before);
    return this.#before;
  }

  #valueOf(event: Event): number {
    if (event.type === 'kpi.ingest_attempted') return this.index.number(event.event_id);
    return event.type === 'lock.waited' ? event.wait_ms : 0;
  }

  /** Of two records of one fact the one recorded first; of those of one moment any, but always the same. */
  #isPreferred(record: Kept, known: Kept): boolean {
    if (record.recorded !== known.recorded) return record.recorded < known.recorded;
    return this.#canonical(record) < this.#canonical(known);
  }

  #at(position: number, fact: Fact): Kept {
    return {
      fact,
      value: this.values[position] ?? 0,
      time: this.times[position] ?? 0,
      recorded: this.recorded[position] ?? 0,
      place: this.places[position] ?? -1,
      corrects: this.corrections.get(position)?.corrects,
    };
  }

  /** All that is kept as text: the same for equal records, in whatever order they and others came. */
  #canonical({ fact, value, time, place, corrects = '' }: Kept): string {
    const worth = fact.type === 'kpi.ingest_attempted' ? this.index.idOf(value) : value;
    const fields = Object.entries(fact).sort(([a], [b]) => (a < b ? -1 : 1));
    return JSON.stringify([time, this.repositories.places[place], corrects, worth, fields]);
  }
}

/** A record of a fact, with what the columns keep of it. */
interface Kept {
  readonly fact: Fact;
  readonly value: number;
  readonly time: number;
  readonly recorded: number;
  readonly place: number;
  readonly corrects: string | undefined;
}
