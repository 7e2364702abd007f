import type { MetricName } from './metric-name.ts';

/** What sort of number a metric is (spec.md part 4). */
export type MetricKind = 'ratio' | 'count' | 'counter' | 'duration' | 'gauge';

/** Values of a metric's labels by name. Closed vocabularies; never a run, tag or digest. */
export type Labels = Readonly<Record<string, string>>;

/** A share, or issues per run. `value` is null where the denominator is 0: no data is neither 0 nor 1. */
export interface RatioValue {
  readonly value: number | null;
  readonly numerator: number;
  readonly denominator: number;
}

/** How many. */
export interface CountValue {
  readonly value: number;
}

/** A distribution of durations in seconds. Without a sample `p50`, `p95` and `max` are null. */
export interface DurationValue {
  readonly count: number;
  readonly sum: number;
  /** Nearest rank: always one of the samples. */
  readonly p50: number | null;
  readonly p95: number | null;
  readonly max: number | null;
  /** Samples at or below each of `BUCKETS_S`, and at last all: cumulative. */
  readonly buckets: readonly number[];
}

/** A reading at `as_of`. */
export interface GaugeValue {
  readonly value: number | null;
}

/** What a metric of each kind comes to. */
export interface ValueOfKind {
  readonly ratio: RatioValue;
  readonly count: CountValue;
  readonly counter: CountValue;
  readonly duration: DurationValue;
  readonly gauge: GaugeValue;
}

/** The part of a figure that has these labels. */
export interface Series<V> {
  readonly labels: Labels;
  readonly value: V;
}

/** What a fold gives. */
export interface Measured<V> {
  readonly total: V;
  /** Ordered by their labels; empty for a metric without labels. */
  readonly series: readonly Series<V>[];
  /** Counts beside the figure, for example `inconclusive`, `open` or `clock_skew`. */
  readonly companions: Readonly<Record<string, number>>;
  /** What must be known to read it, for example why there is no data. */
  readonly note?: string;
}

/**
 * - provisional: events of the window may still arrive
 * - final: 72 h have passed since its end
 * - revised: an event that was recorded later than that changed it; `before` is what it had been
 */
export type FigureStatus = 'provisional' | 'final' | 'revised';

/** One metric over one window. */
export type Figure = {
  readonly [K in MetricKind]: {
    readonly name: MetricName;
    readonly kind: K;
    readonly unit: string;
    readonly status: FigureStatus;
    /** The total as it was final; only where it was revised. */
    readonly before?: ValueOfKind[K];
  } & Measured<ValueOfKind[K]>;
}[MetricKind];

/** All metrics over one window. Times are UTC with milliseconds. */
export interface Figures {
  readonly version: 1;
  /** Inclusive. */
  readonly from: string;
  /** Exclusive. */
  readonly to: string;
  /** Events after it are not looked at. */
  readonly as_of: string;
  /** From when on the figures of the window are final. */
  readonly final_at: string;
  /** In the order of the catalog. */
  readonly figures: readonly Figure[];
}
