import { isEqual } from './is-equal.ts';
import type { Entry } from './schema.ts';
import { keyOf } from './uniqueness.ts';

/** Which entry of one manifest is which of another. */
export interface Pairing {
  /** For each entry of the later manifest its index in the earlier one, or −1 for a new one. */
  readonly beforeOf: Int32Array;
  /** For each entry of the later manifest 1 where the earlier one is equal to it. */
  readonly isUnchanged: Uint8Array;
  /** Indices in the earlier manifest of entries that are gone, ascending. */
  readonly removed: readonly number[];
}

type Key = Pick<Entry, 'tag' | 'run_id'>;

/** How far ahead a lost place is looked for before all that is left is looked up by key. */
const LOOK_AHEAD = 100;

/**
 * Pairs entries by `tag` and `run_id`, wherever they stand. Manifests mostly differ in few places, so both are walked in
 * step, over small gaps, from the back and then from the front; only what is lost between goes through a map, which costs
 * more than all the rest. An entry is never paired twice, so that entries of one key do no harm. Pure.
 *
 * From the back first, because that is upwards in memory: when V8's garbage collector moves what `JSON.parse` has made, the
 * strings of later entries come to lie before those of earlier ones, and walking down takes twice as long as soon as the
 * manifests outgrow the processor's caches.
 */
export function pairEntries(before: readonly Key[], after: readonly Key[]): Pairing {
  const search: Search = {
    before,
    after,
    beforeOf: new Int32Array(after.length).fill(-1),
    isUnchanged: new Uint8Array(after.length),
    isTaken: new Uint8Array(before.length),
  };
  const last: Place = { before: before.length - 1, after: after.length - 1 };
  const lost = walk(search, last, { before: -1, after: -1 }, -1);
  walk(search, { before: 0, after: 0 }, { before: lost.before + 1, after: lost.after + 1 }, 1);
  pairByKey(search);
  const { beforeOf, isUnchanged, isTaken } = search;
  return { beforeOf, isUnchanged, removed: indicesOf(isTaken, 0) };
}

interface Search {
  readonly before: readonly Key[];
  readonly after: readonly Key[];
  readonly beforeOf: Int32Array;
  readonly isUnchanged: Uint8Array;
  /** For each entry of the earlier manifest 1 where it has a partner. */
  readonly isTaken: Uint8Array;
}

/** An index in each of both manifests. */
interface Place {
  readonly before: number;
  readonly after: number;
}

/** Pairs what stands in the same order on both sides. @returns the place where that was lost, or `end` on one side */
function walk(search: Search, start: Place, end: Place, step: 1 | -1): Place {
  let { before, after } = start;
  while (before !== end.before && after !== end.after) {
    if (pair(search, before, after)) {
      before += step;
      after += step;
      continue;
    }
    const next = findPlace(search, { before, after }, end, step);
    if (!next) break;
    ({ before, after } = next);
  }
  return { before, after };
}

/** Pairs two entries if they have one key. Equal ones do, so that those mostly need one look. */
function pair(search: Search, from: number, to: number): boolean {
  const [old, now] = [search.before[from], search.after[to]];
  if (isEqual(old, now)) search.isUnchanged[to] = 1;
  else if (!isSame(old, now)) return false;
  search.beforeOf[to] = from;
  search.isTaken[from] = 1;
  return true;
}

/** Where both sides stand at one entry again, stepping over few on one side: added ones first, since few are taken out. */
function findPlace(
  { before, after }: Search,
  at: Place,
  end: Place,
  step: 1 | -1,
): Place | undefined {
  for (let ahead = 1; ahead <= LOOK_AHEAD; ahead += 1) {
    const [from, to] = [at.before + ahead * step, at.after + ahead * step];
    if ((end.after - to) * step > 0 && isSame(before[at.before], after[to])) {
      return { ...at, after: to };
    }
    if ((end.before - from) * step > 0 && isSame(before[from], after[at.after])) {
      return { ...at, before: from };
    }
  }
  return undefined;
}

/** Pairs what is left by key; of several entries of one key the first that is left. */
function pairByKey(search: Search): void {
  const { before, after, beforeOf, isTaken } = search;
  const lost = indicesOf(beforeOf, -1);
  if (lost.length === 0) return;
  const places = new Map<string, number>();
  for (const from of indicesOf(isTaken, 0)) {
    const key = keyAt(before, from);
    if (!places.has(key)) places.set(key, from);
  }
  for (const to of lost) {
    const key = keyAt(after, to);
    const from = places.get(key);
    if (from === undefined) continue;
    places.delete(key);
    pair(search, from, to);
  }
}

function isSame(a: Key | undefined, b: Key | undefined): boolean {
  return a !== undefined && b !== undefined && a.run_id === b.run_id && a.tag === b.tag;
}

function keyAt(list: readonly Key[], index: number): string {
  const entry = list[index];
  return entry ? keyOf(entry) : '';
}

function indicesOf(list: Uint8Array | Int32Array, wanted: number): number[] {
  const indices: number[] = [];
  for (let index = list.indexOf(wanted); index >= 0; index = list.indexOf(wanted, index + 1)) {
    indices.push(index);
  }
  return indices;
}
