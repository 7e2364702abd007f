import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pairEntries } from '../src/pair-entries.ts';

const keys = (ids: readonly number[]) =>
  ids.map((id) => ({ tag: `v${id % 7}`, run_id: String(id) }));

/** What pairing must find, by looking every key up. */
function byLookingUp(before: readonly number[], after: readonly number[]) {
  return {
    beforeOf: after.map((id) => before.indexOf(id)),
    removed: before.flatMap((id, at) => (after.includes(id) ? [] : [at])),
  };
}

/** A list and one that was made of it by cutting pieces out, putting others in and moving some. */
const edited = fc
  .tuple(
    fc.integer({ min: 0, max: 120 }),
    fc.array(
      fc.record({
        at: fc.nat(120),
        cut: fc.nat(25),
        insert: fc.nat(25),
        moveTo: fc.option(fc.nat(120)),
      }),
      { maxLength: 4 },
    ),
  )
  .map(([length, edits]) => {
    const before = Array.from({ length }, (_, n) => n);
    const after = [...before];
    let next = 1000;
    for (const { at, cut, insert, moveTo } of edits) {
      const added = Array.from({ length: insert }, () => next++);
      const gone = after.splice(at, cut, ...added);
      if (moveTo !== null) after.splice(moveTo, 0, ...gone);
    }
    return { before, after };
  });

describe('pairEntries', () => {
  test('finds the same entries as looking each one up, whatever was inserted, cut or moved', () => {
    fc.assert(
      fc.property(edited, ({ before, after }) => {
        const { beforeOf, removed } = pairEntries(keys(before), keys(after));
        expect({ beforeOf: [...beforeOf], removed }).toEqual(byLookingUp(before, after));
      }),
      { numRuns: 2000 },
    );
  });

  test('tag and run together are the key', () => {
    const before = [{ tag: 'v1', run_id: '1' }];
    const after = [
      { tag: 'v2', run_id: '1' },
      { tag: 'v1', run_id: '2' },
    ];
    expect(pairEntries(before, after)).toEqual({
      beforeOf: Int32Array.of(-1, -1),
      isUnchanged: Uint8Array.of(0, 0),
      removed: [0],
    });
  });

  test('says of each pair whether it is equal', () => {
    fc.assert(
      fc.property(edited, fc.nat(6), ({ before, after }, changed) => {
        const later = keys(after).map((key, at) =>
          at % 7 === changed ? { ...key, notes: 'n' } : key,
        );
        const { beforeOf, isUnchanged } = pairEntries(keys(before), later);
        expect([...isUnchanged]).toEqual(
          after.map((_, at) => (at % 7 !== changed && (beforeOf[at] ?? -1) >= 0 ? 1 : 0)),
        );
      }),
    );
  });

  test('no entry is paired twice, even where a key stands twice', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4)), fc.array(fc.nat(4)), (before, after) => {
        const { beforeOf, removed } = pairEntries(keys(before), keys(after));
        const used = [...[...beforeOf].filter((from) => from >= 0), ...removed];
        expect(used.toSorted((a, b) => a - b)).toEqual(before.map((_, at) => at));
        expect(removed).toEqual(removed.toSorted((a, b) => a - b));
      }),
    );
  });
});
