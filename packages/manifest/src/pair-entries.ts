import type { Entry } from './schema.ts';
import { keyOf } from './uniqueness.ts';

/** Which entry of one manifest is which of another. */
export interface Pairing {
  /** For each entry of the later manifest its index in the earlier one, or −1 for a new one. */
  readonly beforeOf: Int32Array;
  /** Indices in the earlier manifest of entries that are gone, ascending. */
  readonly removed: readonly number[];
}

type Key = Pick<Entry, 'tag' | 'run_id'>;

/** How far ahead a lost place is looked for before all that is left is looked up by key. */
const LOOK_AHEAD = 16;

/**
 * Pairs entries by `tag` and `run_id`, wherever they stand. Manifests mostly differ in few places, so both are walked in
 * step, from the front and from the back, and over small gaps; only what is lost then goes through a map, which costs
 * more than all the rest. An entry is never paired twice, so that entries of one key do no harm. Pure.
 * @param onPair is told of each pair while both entries are still at hand: of a hundred thousand, looking at them a second
 *   time is what costs most.
 */
export function pairEntries(
  before: readonly Key[],
  after: readonly Key[],
  onPair: Pair = () => {},
): Pairing {
  const beforeOf = new Int32Array(after.length).fill(-1);
  const pair = (from: number, to: number): void => {
    beforeOf[to] = from;
    onPair(from, to);
  };
  const start = commonStart(before, after, pair);
  const [endBefore, endAfter] = commonEnd(before, after, start, pair);
  const lost = walkMiddle(
    { list: before, start, end: endBefore },
    { list: after, start, end: endAfter },
    pair,
  );
  const removed = pairByKey(before, after, lost, pair);
  return { beforeOf, removed };
}

type Pair = (from: number, to: number) => void;

function commonStart(before: readonly Key[], after: readonly Key[], pair: Pair): number {
  const length = Math.min(before.length, after.length);
  let at = 0;
  while (at < length && isSame(before[at], after[at])) {
    pair(at, at);
    at += 1;
  }
  return at;
}

function commonEnd(
  before: readonly Key[],
  after: readonly Key[],
  start: number,
  pair: Pair,
): [number, number] {
  let from = before.length;
  let to = after.length;
  while (from > start && to > start && isSame(before[from - 1], after[to - 1])) {
    from -= 1;
    to -= 1;
    pair(from, to);
  }
  return [from, to];
}

interface Range {
  readonly list: readonly Key[];
  readonly start: number;
  readonly end: number;
}

/** Indices without a partner so far. */
interface Lost {
  readonly before: number[];
  readonly after: number[];
}

function walkMiddle(before: Range, after: Range, pair: Pair): Lost {
  const lost: Lost = { before: [], after: [] };
  let from = before.start;
  let to = after.start;
  while (from < before.end && to < after.end) {
    if (isSame(before.list[from], after.list[to])) {
      pair(from++, to++);
      continue;
    }
    const gap = gapAt(before, from, after, to);
    if (!gap) break;
    for (let n = 0; n < gap.before; n += 1) lost.before.push(from++);
    for (let n = 0; n < gap.after; n += 1) lost.after.push(to++);
    pair(from++, to++);
  }
  while (from < before.end) lost.before.push(from++);
  while (to < after.end) lost.after.push(to++);
  return lost;
}

/** How many entries must be stepped over, on one side, until both sides stand at the same one. */
function gapAt(
  before: Range,
  from: number,
  after: Range,
  to: number,
): { readonly before: number; readonly after: number } | undefined {
  for (let ahead = 0; ahead <= LOOK_AHEAD; ahead += 1) {
    if (from + ahead < before.end && isSame(before.list[from + ahead], after.list[to])) {
      return { before: ahead, after: 0 };
    }
    if (to + ahead < after.end && isSame(before.list[from], after.list[to + ahead])) {
      return { before: 0, after: ahead };
    }
  }
  return undefined;
}

/** Pairs what is left by key. @returns the indices in `before` that found no partner, ascending */
function pairByKey(
  before: readonly Key[],
  after: readonly Key[],
  lost: Lost,
  pair: Pair,
): readonly number[] {
  if (lost.before.length === 0 || lost.after.length === 0) return lost.before;
  const places = new Map<string, number>();
  const doubles: number[] = [];
  for (const from of lost.before) {
    const key = keyAt(before, from);
    if (places.has(key)) doubles.push(from);
    else places.set(key, from);
  }
  for (const to of lost.after) {
    const key = keyAt(after, to);
    const from = places.get(key);
    if (from === undefined) continue;
    places.delete(key);
    pair(from, to);
  }
  const removed = [...places.values(), ...doubles];
  return doubles.length > 0 ? removed.sort((a, b) => a - b) : removed;
}

function isSame(a: Key | undefined, b: Key | undefined): boolean {
  return a !== undefined && b !== undefined && a.run_id === b.run_id && a.tag === b.tag;
}

function keyAt(list: readonly Key[], index: number): string {
  const entry = list[index];
  return entry ? keyOf(entry) : '';
}
