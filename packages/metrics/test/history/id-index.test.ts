import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIdIndex } from '../../src/history/id-index.ts';

describe('createIdIndex', () => {
  it('numbers ids as a Map would, whatever they look like and however many there are', () => {
    const alike = fc
      .tuple(fc.constantFrom('a', 'b'), fc.string({ maxLength: 3 }))
      .map(([end, middle]) => `aaaaaaaa${middle}aaaaaaa${end}`);
    const ids = fc.array(fc.oneof(fc.string(), alike), { maxLength: 3000, size: 'max' });
    fc.assert(
      fc.property(ids, (all) => {
        const index = createIdIndex();
        const map = new Map<string, number>();
        for (const id of all) {
          expect(index.find(id)).toBe(map.get(id) ?? -1);
          if (!map.has(id)) map.set(id, map.size);
          expect(index.number(id)).toBe(map.get(id));
        }
        for (const [id, number] of map) expect(index.find(id)).toBe(number);
      }),
      { numRuns: 20 },
    );
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
      `${digits}a`,
    ];
    const all = [digits, ...ids, ...unlike, '0'.repeat(64), ''];
    const index = createIdIndex();
    for (const [number, id] of all.entries()) {
      expect(index.find(id)).toBe(-1);
      expect(index.number(id)).toBe(number);
    }
    expect(all.map((id) => index.number(id))).toEqual([...all.keys()]);
    expect(all.map((_, number) => index.idOf(number))).toEqual(all);
    expect(index.idOf(all.length)).toBe('');
  });

  it('finds every id after the table has grown, those that are no hash too', () => {
    const ids = Array.from({ length: 5000 }, (_, n) =>
      n % 7 === 0 ? `event ${n}` : (n * 2_654_435_761).toString(16).padStart(64, '0'),
    );
    const index = createIdIndex();
    for (const id of ids) index.number(id);
    expect(ids.map((id) => index.find(id))).toEqual([...ids.keys()]);
  });
});
