import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IdBytes } from '../../src/history/id-bytes.ts';
import { createIdIndex, type IdIndex } from '../../src/history/id-index.ts';

/** Ids that hash alike in everything but what a test puts in, and any others. */
const anyIds = fc.array(
  fc.oneof(
    fc.string(),
    fc
      .tuple(fc.constantFrom('a', 'b'), fc.string({ maxLength: 3 }))
      .map(([end, middle]) => `aaaaaaaa${middle}aaaaaaa${end}`),
  ),
  { maxLength: 3000, size: 'max' },
);

function indexed(): { readonly ids: IdBytes; readonly index: IdIndex } {
  const ids = new IdBytes();
  return { ids, index: createIdIndex(ids) };
}

function enterAll(
  { ids, index }: ReturnType<typeof indexed>,
  texts: readonly string[],
): [number, number][] {
  const repeats: [number, number][] = [];
  for (const id of texts) ids.push(id);
  index.enter((known, repeated) => {
    repeats.push([known, repeated]);
    return known;
  });
  return repeats;
}

describe('createIdIndex', () => {
  it('finds ids as a Map would, whatever they look like and however many there are', () => {
    fc.assert(
      fc.property(anyIds, fc.nat(), (ids, cut) => {
        const both = indexed();
        const map = new Map<string, number>();
        const expected: [number, number][] = [];
        for (const [number, id] of ids.entries()) {
          const known = map.get(id);
          if (known === undefined) map.set(id, number);
          else expected.push([known, number]);
        }
        const at = ids.length === 0 ? 0 : cut % ids.length; // entered in two goes
        const repeats = [...enterAll(both, ids.slice(0, at)), ...enterAll(both, ids.slice(at))];
        expect(repeats).toEqual(expected);
        const others = new IdBytes();
        for (const id of ids) {
          expect(both.index.find(id)).toBe(map.get(id));
          expect(both.index.findOf(others, others.push(id))).toBe(map.get(id));
        }
        expect(ids.map((_, number) => both.ids.at(number))).toEqual(ids);
      }),
      { numRuns: 20 },
    );
  });

  it('finds by an id the number that was chosen of two', () => {
    const { ids, index } = indexed();
    for (const id of ['a', 'b', 'a', 'b', 'a']) ids.push(id);
    const asked: [number, number][] = [];
    index.enter((known, repeated) => {
      asked.push([known, repeated]);
      return ids.at(known) === 'a' ? repeated : known;
    });
    expect(asked).toEqual([
      [0, 2],
      [1, 3],
      [2, 4],
    ]);
    expect([index.find('a'), index.find('b')]).toEqual([4, 1]);
  });

  it('knows no id before it is entered, and none that never came', () => {
    const { ids, index } = indexed();
    expect(ids.push('a')).toBe(0);
    expect([index.find('a'), index.find('b'), ids.at(1), ids.at(-1)]).toEqual([-1, -1, '', '']);
  });

  it('tells ids of 64 hex digits apart by each of them, and from texts that only look alike', () => {
    const digits = 'a'.repeat(64);
    const ids = Array.from(
      { length: 64 },
      (_, at) => `${digits.slice(0, at)}b${digits.slice(at + 1)}`,
    );
    const unlike = [
      digits.toUpperCase(),
      `${digits.slice(1)}g`,
      `${digits.slice(1)}\u0161`,
      `${digits.slice(1)}\u{1f600}`,
      `${digits}a`,
      `${digits.slice(2)}`,
    ];
    const all = [digits, ...ids, ...unlike, '0'.repeat(64), ''];
    const both = indexed();
    expect(enterAll(both, all)).toEqual([]);
    expect(all.map((id) => both.index.find(id))).toEqual([...all.keys()]);
    expect(all.map((_, number) => both.ids.at(number))).toEqual(all);
  });

  it('compares ids that begin alike whole, and finds each after the table has grown', () => {
    const alike = Array.from(
      { length: 2000 },
      (_, n) => `${'7'.repeat(56)}${String(n).padStart(8, '0')}`,
    );
    const others = Array.from({ length: 5000 }, (_, n) =>
      n % 7 === 0 ? `event ${n}` : (n * 2_654_435_761).toString(16).padStart(64, '0'),
    );
    const both = indexed();
    expect(enterAll(both, alike)).toEqual([]);
    expect(enterAll(both, [...others, ...alike.slice(0, 3)])).toEqual([
      [0, 7000],
      [1, 7001],
      [2, 7002],
    ]);
    expect([...alike, ...others].map((id) => both.index.find(id))).toEqual([...Array(7000).keys()]);
  });
});
