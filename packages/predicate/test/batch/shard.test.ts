import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseShard, shardOf } from '../../src/batch/shard.ts';

describe('shards', () => {
  test('are read as part and count', () => {
    expect(parseShard('2/5')).toEqual({ index: 2, count: 5 });
    expect(parseShard('1/1')).toEqual({ index: 1, count: 1 });
    expect(parseShard('1000/1000')).toEqual({ index: 1000, count: 1000 });
  });

  test.each([
    '0/5',
    '6/5',
    '1/0',
    '1',
    '1/',
    '/5',
    '-1/5',
    '1.5/5',
    '01/5',
    '1/1001',
    ' 1/5',
    '1/5x',
    '',
  ])('refuses %j', (text) => {
    expect(parseShard(text)).toBeUndefined();
  });

  test('are together everything, each item once, and differ in size by one at most', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 20 }), (items, count) => {
        const parts = Array.from({ length: count }, (_, at) =>
          shardOf([...items.entries()], { index: at + 1, count }),
        );
        expect(parts.flat().toSorted(([a], [b]) => a - b)).toEqual([...items.entries()]);
        const sizes = parts.map((part) => part.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
