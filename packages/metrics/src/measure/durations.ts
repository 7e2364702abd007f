import type { DurationValue, Labels, Measured } from '../figure.ts';
import { SECOND_MS } from '../period.ts';
import { createGroups } from './groups.ts';

/** Upper ends of the buckets in seconds, inclusive; the last one is endless (spec.md 3.3). */
export const BUCKETS_S: readonly number[] = [
  1,
  5,
  15,
  60,
  300,
  900,
  3600,
  14_400,
  86_400,
  604_800,
  Number.POSITIVE_INFINITY,
];

/** Collects durations by labels. Holds state. */
export interface DurationTally {
  /** @param ms negative where clocks disagree: then it is no sample, and counted as `clock_skew` */
  add(labels: Labels, ms: number): void;
  /** What it comes to; `clock_skew` is among the companions. */
  measured(companions?: Readonly<Record<string, number>>): Measured<DurationValue>;
}

/** @param isTotal says of which labels the samples are in the total; default: all */
export function createDurationTally(
  isTotal: (labels: Labels) => boolean = () => true,
): DurationTally {
  let clockSkew = 0;
  const all: number[] = [];
  const groups = createGroups((): number[] => []);
  return {
    add(labels, ms) {
      if (ms < 0) {
        clockSkew += 1;
        return;
      }
      groups.of(labels).push(ms);
      if (isTotal(labels)) all.push(ms);
    },
    measured: (companions = {}) => ({
      total: distribution(all),
      series: groups.series(distribution),
      companions: { ...companions, clock_skew: clockSkew },
    }),
  };
}

/** The distribution of samples in whole ms, given in seconds. Pure; their order changes nothing. */
export function distribution(samples: readonly number[]): DurationValue {
  const sorted = new Float64Array(samples).sort();
  let sum = 0;
  const counts = BUCKETS_S.map(() => 0);
  let bucket = 0;
  for (const ms of sorted) {
    sum += ms; // whole numbers: exact, in whatever order
    while (ms > (BUCKETS_S[bucket] ?? 0) * SECOND_MS) bucket += 1;
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  let atMost = 0;
  return {
    count: sorted.length,
    sum: sum / SECOND_MS,
    p50: nearestRank(sorted, 50),
    p95: nearestRank(sorted, 95),
    max: nearestRank(sorted, 100),
    buckets: counts.map((count) => {
      atMost += count;
      return atMost;
    }),
  };
}

/** The smallest sample that at least `percent` of them do not exceed, in seconds. */
function nearestRank(sorted: Float64Array, percent: number): number | null {
  const rank = Math.ceil((sorted.length * percent) / 100);
  const ms = sorted[rank - 1];
  return ms === undefined ? null : ms / SECOND_MS;
}
