import type { Event, EventType } from '../event.ts';
import { epochMs } from '../period.ts';
import type { Correction } from './corrections.ts';
import { type Fact, factOf, type PlacedFact } from './fact.ts';
import { type Columns, groupByType, type History, historyOf } from './history.ts';
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
  readonly places: number[] = [];
  readonly corrections = new Map<number, Correction>();
  readonly repositories: RepositoryIds = createRepositoryIds();
  readonly #asOf: string;
  readonly #byType = new Map<EventType, Fact[]>();
  readonly #numberOf = (id: string): number => this.index.number(id);
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
    const fact = factOf(event, position, this.#before, this.#numberOf);
    const known = this.facts[position];
    if (known) {
      const record = { fact, time, recorded, place, corrects: event.corrects };
      if (!this.#isPreferred(record, this.#at(position, known))) return;
      this.#hasReplaced = true;
    } else this.#group(fact);
    if ('id' in fact) this.#before = fact;
    this.facts[position] = fact;
    this.types[position] = fact.type;
    this.times[position] = time;
    this.recorded[position] = recorded;
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
    this.places.push(-1);
  }

  #group(fact: Fact): void {
    const list = this.#byType.get(fact.type);
    if (list) list.push(fact);
    else this.#byType.set(fact.type, [fact]);
  }

  /** Of two records of one fact the one recorded first; of those of one moment any, but always the same. */
  #isPreferred(record: Kept, known: Kept): boolean {
    if (record.recorded !== known.recorded) return record.recorded < known.recorded;
    return this.#canonical(record) < this.#canonical(known);
  }

  #at(position: number, fact: Fact): Kept {
    return {
      fact,
      time: this.times[position] ?? 0,
      recorded: this.recorded[position] ?? 0,
      place: this.places[position] ?? -1,
      corrects: this.corrections.get(position)?.corrects,
    };
  }

  /** All that is kept as text: the same for equal records, in whatever order they and others came. */
  #canonical({ fact, time, place, corrects = '' }: Kept): string {
    const about = fact.type === 'kpi.ingest_attempted' ? this.index.idOf(fact.target) : null;
    const fields = Object.entries({ ...fact, position: 0, target: 0 });
    fields.sort(([a], [b]) => (a < b ? -1 : 1));
    return JSON.stringify([time, this.repositories.places[place], corrects, about, fields]);
  }
}

/** A record of a fact, with what the columns keep of it. */
interface Kept {
  readonly fact: Fact;
  readonly time: number;
  readonly recorded: number;
  readonly place: number;
  readonly corrects: string | undefined;
}
