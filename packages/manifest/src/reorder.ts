/** Takes the element at `from` out and puts it back at `to`, an index in the list without it. */
export interface Move {
  readonly from: number;
  readonly to: number;
}

/**
 * The fewest moves, one after the other, that bring a list into another order: what already stands in the right order
 * stays (the longest increasing subsequence), everything else moves once. O(n log n). Pure.
 * @param ranks for each place of the wanted order, where its element stands now; a permutation of 0…n−1.
 */
export function reorder(ranks: readonly number[]): readonly Move[] {
  const staying = longestIncreasing(ranks);
  const slots = createCounter(ranks.length + 1);
  for (let slot = 1; slot <= ranks.length; slot += 1) slots.add(slot, 1);
  const moves: Move[] = [];
  let anchor = 0; // the slot of the last element that stays; movers line up behind it, in front of all at slot 0
  for (const [place, rank] of ranks.entries()) {
    const slot = rank + 1;
    if (staying.has(place)) {
      anchor = slot;
      continue;
    }
    const from = slots.upTo(slot - 1);
    slots.add(slot, -1);
    const to = slots.upTo(anchor);
    slots.add(anchor, 1);
    if (from !== to) moves.push({ from, to });
  }
  return moves;
}

/** The places of a longest increasing subsequence, by patience sorting. */
function longestIncreasing(values: readonly number[]): ReadonlySet<number> {
  const tails: number[] = []; // tails[k]: the place of the smallest end of a run of length k + 1
  const previous = new Int32Array(values.length).fill(-1);
  for (const [place, value] of values.entries()) {
    const length = lowerBound(tails, (tail) => (values[tail] ?? 0) < value);
    previous[place] = tails[length - 1] ?? -1;
    tails[length] = place;
  }
  const found = new Set<number>();
  for (let place = tails.at(-1) ?? -1; place >= 0; place = previous[place] ?? -1) found.add(place);
  return found;
}

/** How many elements at the front of a list satisfy a condition that then never holds again. */
function lowerBound(list: readonly number[], isBelow: (value: number) => boolean): number {
  let low = 0;
  for (let high = list.length; low < high; ) {
    const middle = (low + high) >>> 1;
    if (isBelow(list[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Counts in numbered slots, with sums over the first of them in O(log n): a Fenwick tree. */
function createCounter(size: number) {
  const sums = new Int32Array(size + 1);
  return {
    add: (slot: number, count: number): void => {
      for (let at = slot + 1; at <= size; at += at & -at) sums[at] = (sums[at] ?? 0) + count;
    },
    /** How many are in the slots 0…slot. */
    upTo: (slot: number): number => {
      let sum = 0;
      for (let at = slot + 1; at > 0; at -= at & -at) sum += sums[at] ?? 0;
      return sum;
    },
  };
}
