import type { EventType } from '../event.ts';
import { NATURAL_KEYS } from '../natural-key.ts';

/** Number of a type of event, from 1. */
export type TypeCode = number;

/** Of no type: nothing stands in that row. */
export const NONE: TypeCode = 0;

const TYPES = [undefined, ...(Object.keys(NATURAL_KEYS) as EventType[])]; // its declaration names them
const CODES = new Map(TYPES.map((type, code) => [type, code]));

/** How many numbers there are, `NONE` among them. */
export const TYPE_CODES = TYPES.length;

/** The number of a type. */
export function codeOf(type: EventType): TypeCode {
  return CODES.get(type) ?? NONE;
}

/** The type that has a number; absent for `NONE`. */
export function typeOf(code: TypeCode): EventType | undefined {
  return TYPES[code];
}

/** What is noted of an event of whatever type. */
export interface Row {
  readonly code: TypeCode;
  /** When it happened, in ms since 1970. */
  readonly time: number;
  /** When it was recorded, in ms since 1970. */
  readonly recorded: number;
  /** Of which place it is, as `RepositoryIds` numbers them. */
  readonly place: number;
  /** What else it says, by its number among those of its kind (`Records`). */
  readonly detail: number;
  /** What tells it from others of the same number: a wait's ms, the number of an ingested id; 0 for others. */
  readonly value: number;
}

/**
 * Events by row, in the order in which they came. In columns, since a million objects keep the garbage collector busy, and
 * a pass over one column reads memory in a row. Only the first `length` rows count.
 */
export interface Columns {
  readonly length: number;
  readonly codes: Uint8Array;
  readonly times: Float64Array;
  readonly recorded: Float64Array;
  readonly places: Int32Array;
  readonly details: Int32Array;
  readonly values: Float64Array;
}

const FIRST_ROWS = 1024;

/** Columns that grow. Holds state. */
export class GrowingColumns implements Columns {
  length = 0;
  codes = new Uint8Array(FIRST_ROWS);
  times = new Float64Array(FIRST_ROWS);
  recorded = new Float64Array(FIRST_ROWS);
  places = new Int32Array(FIRST_ROWS);
  details = new Int32Array(FIRST_ROWS);
  values = new Float64Array(FIRST_ROWS);

  add({ code, time, recorded, place, detail, value }: Row): void {
    const row = this.length;
    if (row === this.codes.length) this.#grow(row * 2);
    this.codes[row] = code;
    this.times[row] = time;
    this.recorded[row] = recorded;
    this.places[row] = place;
    this.details[row] = detail;
    this.values[row] = value;
    this.length = row + 1;
  }

  #grow(rows: number): void {
    this.codes = copied(this.codes, new Uint8Array(rows));
    this.times = copied(this.times, new Float64Array(rows));
    this.recorded = copied(this.recorded, new Float64Array(rows));
    this.places = copied(this.places, new Int32Array(rows));
    this.details = copied(this.details, new Int32Array(rows));
    this.values = copied(this.values, new Float64Array(rows));
  }
}

function copied<A extends Uint8Array | Int32Array | Float64Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
