import type { CountValue, Labels, Measured } from '../figure.ts';
import { createGroups } from './groups.ts';

/** Counts, by labels. Holds state. */
export interface CountTally {
  add(labels: Labels, count?: number): void;
  measured(companions?: Readonly<Record<string, number>>): Measured<CountValue>;
}

/** @param always labels whose series is there even where it is 0, since their vocabulary is known beforehand */
export function createCountTally(always: readonly Labels[] = []): CountTally {
  let total = 0;
  const groups = createGroups(() => ({ value: 0 }));
  for (const labels of always) groups.of(labels);
  return {
    add(labels, count = 1) {
      total += count;
      groups.of(labels).value += count;
    },
    measured: (companions = {}) => ({
      total: { value: total },
      series: groups.series(({ value }) => ({ value })),
      companions,
    }),
  };
}
