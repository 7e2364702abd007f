import type { Measured, MetricKind, ValueOfKind } from './figure.ts';
import type { History } from './history/history.ts';
import type { MetricName } from './metric-name.ts';
import type { Period } from './period.ts';

/** A metric: what it means, and the fold that computes it. */
export interface MetricDefinition<K extends MetricKind> {
  readonly name: MetricName;
  /** For people, in a few words. */
  readonly title: string;
  readonly kind: K;
  readonly unit: string;
  /** Sentences, in Markdown: what is counted, exactly. */
  readonly definition: string;
  /** The event whose `at` decides to which window a thing belongs. */
  readonly anchor: string;
  /** Labels, and in backticks the words that each may have; without any it may have any. */
  readonly labels: Readonly<Record<string, string>>;
  /** What is counted beside it, and what that means. */
  readonly companions: Readonly<Record<string, string>>;
  /** What it comes to in a window. Pure: no clock, no order of arrival. */
  readonly fold: (history: History, period: Period) => Measured<ValueOfKind[K]>;
}
