import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Move, reorder } from '../src/reorder.ts';

const permutations = fc.integer({ min: 0, max: 30 }).chain((length) =>
  fc.shuffledSubarray(
    Array.from({ length }, (_, n) => n),
    { minLength: length, maxLength: length },
  ),
);

function apply(list: readonly number[], moves: readonly Move[]): number[] {
  const moved = [...list];
  for (const { from, to } of moves) moved.splice(to, 0, ...moved.splice(from, 1));
  return moved;
}

/** The length of a longest increasing subsequence, the slow and obvious way. */
function longestIncreasing(values: readonly number[]): number {
  const ends = values.map(() => 1);
  for (const [at, value] of values.entries()) {
    for (let before = 0; before < at; before += 1) {
      if ((values[before] ?? 0) < value)
        ends[at] = Math.max(ends[at] ?? 1, (ends[before] ?? 0) + 1);
    }
  }
  return Math.max(0, ...ends);
}

describe('reorder', () => {
  test('the moves bring the list into the wanted order, and no fewer would', () => {
    fc.assert(
      fc.property(permutations, (ranks) => {
        const moves = reorder(ranks);
        const sorted = ranks.toSorted((a, b) => a - b);
        expect(apply(sorted, moves)).toEqual(ranks);
        expect(moves.length).toBeLessThanOrEqual(ranks.length - longestIncreasing(ranks));
      }),
      { numRuns: 1000 },
    );
  });

  test('one element that wandered is one move', () => {
    expect(reorder([4, 0, 1, 2, 3])).toEqual([{ from: 4, to: 0 }]);
    expect(reorder([1, 2, 3, 4, 0])).toEqual([{ from: 0, to: 4 }]);
  });

  test('what is in order needs none', () => {
    expect(reorder([])).toEqual([]);
    expect(reorder([0, 1, 2])).toEqual([]);
  });
});
