import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Json, mutate } from '../fuzz-mutations.ts';
import { createRandom } from '../fuzz-random.ts';

const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const json = fc.jsonValue() as fc.Arbitrary<Json>; // the same values, by another name

describe('mutate', () => {
  test('whatever the document and the seed, there is a text, and the document stays as it was', () => {
    fc.assert(
      fc.property(json, seed, (document, number) => {
        const before = JSON.stringify(document);
        const random = createRandom(number);
        for (let round = 0; round < 5; round += 1) {
          expect(mutate(document, random).text).toBeTypeOf('string');
        }
        expect(JSON.stringify(document)).toBe(before);
      }),
    );
  });

  test('the same seed gives the same texts', () => {
    fc.assert(
      fc.property(json, seed, (document, number) => {
        const [a, b] = [createRandom(number), createRandom(number)];
        expect(mutate(document, a)).toEqual(mutate(document, b));
      }),
    );
  });

  test('reaches into bytes that are JSON themselves', () => {
    const body = Buffer.from(JSON.stringify({ kind: 'dsse', apiVersion: '0.0.1' }));
    const random = createRandom(1);
    const texts = Array.from({ length: 300 }, () =>
      mutate({ body: body.toString('base64') }, random),
    );
    expect(texts.some(({ description }) => /body: .*(kind|apiVersion)/.test(description))).toBe(
      true,
    );
  });
});

describe('createRandom', () => {
  test('picks every value and stays inside', () => {
    const random = createRandom(7);
    const picked = new Set(Array.from({ length: 200 }, () => random.pick(['a', 'b', 'c'])));
    expect([...picked].toSorted()).toEqual(['a', 'b', 'c']);
    expect(() => random.pick([])).toThrow(RangeError);
  });
});
