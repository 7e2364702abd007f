import { BUCKETS_S } from '@provkit/metrics';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distribution } from '../../src/measure/durations.ts';

describe('spec 3.3: distribution', () => {
  it('p50 and p95 are samples, by nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => (index + 1) * 1000);
    expect(distribution(hundred)).toMatchObject({
      count: 100,
      sum: 5050,
      p50: 50,
      p95: 95,
      max: 100,
    });
    expect(distribution([3000, 1000])).toMatchObject({ p50: 1, p95: 3 });
    expect(distribution([])).toMatchObject({ count: 0, sum: 0, p50: null, p95: null, max: null });
  });

  it('a sample at the end of a bucket is in it, and the last one holds all', () => {
    expect(distribution([1000]).buckets[0]).toBe(1);
    expect(distribution([1001]).buckets[0]).toBe(0);
    const samples = fc.array(fc.integer({ min: 0, max: 10 ** 10 }));
    fc.assert(
      fc.property(samples, (all) => {
        const { buckets, count } = distribution(all);
        expect(buckets).toEqual(
          BUCKETS_S.map((end) => all.filter((ms) => ms <= end * 1000).length),
        );
        expect(buckets.at(-1)).toBe(count);
      }),
    );
  });
});
