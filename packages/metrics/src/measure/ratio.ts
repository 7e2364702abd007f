import type { Labels, Measured, RatioValue } from '../figure.ts';
import { createGroups } from './groups.ts';

/** A share; null where there is nothing to share (spec.md 3.3). Pure. */
export function ratio(numerator: number, denominator: number): RatioValue {
  return { value: denominator === 0 ? null : numerator / denominator, numerator, denominator };
}

/** Counts hits among all, by labels. Holds state. */
export interface RatioTally {
  add(labels: Labels, isHit: boolean): void;
  /** So many at once. */
  addAll(labels: Labels, hits: number, count: number): void;
  measured(companions?: Readonly<Record<string, number>>): Measured<RatioValue>;
}

/** A ratio whose numerator and denominator have the same labels. */
export function createRatioTally(): RatioTally {
  const all = { hits: 0, count: 0 };
  const groups = createGroups(() => ({ hits: 0, count: 0 }));
  const addAll = (labels: Labels, hits: number, count: number): void => {
    for (const state of [all, groups.of(labels)]) {
      state.count += count;
      state.hits += hits;
    }
  };
  return {
    add: (labels, isHit) => addAll(labels, isHit ? 1 : 0, 1),
    addAll,
    measured: (companions = {}) => ({
      total: ratio(all.hits, all.count),
      series: groups.series(({ hits, count }) => ratio(hits, count)),
      companions,
    }),
  };
}

/** A ratio only whose numerator has labels: every series has the whole denominator, so that they add up. Pure. */
export function ratioByNumerator(
  numerators: readonly Labels[],
  denominator: number,
  companions: Readonly<Record<string, number>> = {},
): Measured<RatioValue> {
  const groups = createGroups(() => ({ count: 0 }));
  for (const labels of numerators) groups.of(labels).count += 1;
  return {
    total: ratio(numerators.length, denominator),
    series: groups.series(({ count }) => ratio(count, denominator)),
    companions,
  };
}
