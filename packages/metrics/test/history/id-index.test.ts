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
});
