import type { Event } from '../event.ts';
import { epochMs, iso } from '../period.ts';
import { codeOf, GrowingColumns, NONE, type TypeCode } from './columns.ts';
import { type Correction, correctionOf, isCorrection, NO_ROW } from './corrections.ts';
import { type FactOf, factOf, type RareFact } from './fact.ts';
import { IdBytes } from './id-bytes.ts';
import { createIdIndex } from './id-index.ts';
import { createIngests } from './ingests.ts';
import { createRepositoryIds, type RepositoryIds } from './repository-ids.ts';
import { createValidations } from './validations.ts';
import { createWaits } from './waits.ts';

const VALIDATION = codeOf('validation.completed');
const WAIT = codeOf('lock.waited');
const INGEST = codeOf('kpi.ingest_attempted');

/**
 * What is kept of events, taken one by one, in any order and with repetitions. Not the events: what metrics need of a
 * million of them is a twentieth. Holds state.
 */
export class Records {
  readonly columns = new GrowingColumns();
  /** By row. */
  readonly ids = new IdBytes();
  readonly index = createIdIndex(this.ids);
  readonly validations = createValidations();
  readonly waits = createWaits();
  readonly ingests = createIngests();
  /** Ids of the events that were to be taken in. */
  readonly ingested = new IdBytes();
  readonly facts: RareFact[] = [];
  readonly repositories: RepositoryIds = createRepositoryIds();
  /** By row. */
  readonly corrections = new Map<number, Correction>();
  /** Those of events that are left out: others may correct them. */
  readonly passedOver: Correction[] = [];
  readonly #asOf: number;

  /** @param asOf in ms since 1970; events after it are left out */
  constructor(asOf: number) {
    this.#asOf = asOf;
  }

  add(event: Event): void {
    const time = epochMs(event.at);
    const recorded = event.recorded_at === event.at ? time : epochMs(event.recorded_at);
    if (event.trigger === 'test' || time > this.#asOf) {
      if (isCorrection(event)) this.passedOver.push(correctionOf(event, recorded, NO_ROW));
      return;
    }
    const place = this.repositories.learn(event, recorded);
    this.columns.add({
      code: codeOf(event.type),
      time,
      recorded,
      place,
      detail: this.#keep(event, place),
      value: this.#valueOf(event),
    });
    const row = this.ids.push(event.id);
    if (isCorrection(event)) this.corrections.set(row, correctionOf(event, recorded, row));
  }

  /** Leaves one record of each fact. */
  settle(): void {
    this.index.enter((known, repeated) => {
      const [stays, goes] = this.#isPreferred(repeated, known)
        ? [repeated, known]
        : [known, repeated];
      this.columns.codes[goes] = NONE;
      this.corrections.delete(goes);
      return stays;
    });
  }

  /** Keeps what an event says beside what all say. @returns its number among those of its kind */
  #keep(event: Event, place: number): number {
    if (event.type === 'kpi.ingest_attempted') return this.ingests.numberOf(event);
    if (event.type === 'validation.completed') return this.validations.put(event);
    if (event.type === 'lock.waited') return this.waits.numberOf(event);
    return this.facts.push(factOf(event, this.repositories.at(place))) - 1;
  }

  /** What tells an event from others of one number: a wait's ms, the number of an ingested id; 0 for others. */
  #valueOf(event: Event): number {
    if (event.type === 'kpi.ingest_attempted') return this.ingested.push(event.event_id);
    return event.type === 'lock.waited' ? event.wait_ms : 0;
  }

  /** Of two records of one fact the one recorded first; of those of one moment any, but always the same. */
  #isPreferred(row: number, other: number): boolean {
    const [recorded = 0, before = 0] = [this.columns.recorded[row], this.columns.recorded[other]];
    return recorded === before ? this.#canonical(row) < this.#canonical(other) : recorded < before;
  }

  /** All that is kept as text: the same for equal records, in whatever order they and others came. */
  #canonical(row: number): string {
    const { codes, times, places, details, values } = this.columns;
    const [detail = 0, value = 0] = [details[row], values[row]];
    const place = this.repositories.at(places[row] ?? -1);
    const envelope = [codes[row], times[row], place, this.corrections.get(row)?.corrects ?? null];
    return JSON.stringify([...envelope, this.#saying(codes[row] ?? NONE, detail, value, row)]);
  }

  #saying(code: TypeCode, detail: number, value: number, row: number): unknown {
    if (code === WAIT) return [this.waits.at(detail), value];
    if (code === INGEST) return [this.ingests.at(detail), this.ingested.at(value)];
    return this.factAt(row);
  }

  /** The fact in a row; absent where the row's type has none. */
  factAt(row: number): RareFact | FactOf<'validation.completed'> | undefined {
    const { codes, times, places, details } = this.columns;
    const code = codes[row];
    const detail = details[row] ?? -1;
    if (code === WAIT || code === INGEST) return undefined;
    if (code !== VALIDATION) return this.facts[detail];
    const place = this.repositories.at(places[row] ?? -1);
    const rest = { id: this.ids.at(row), at: iso(times[row] ?? 0), place };
    return this.validations.factOf(detail, rest);
  }
}
