import { type AnyMetric, CATALOG } from './catalog.ts';
import type { Event } from './event.ts';
import type { Figure, Figures, Measured, MetricKind, ValueOfKind } from './figure.ts';
import { type History, historyOf } from './history/history.ts';
import { Records } from './history/records.ts';
import type { MetricDefinition } from './metric-definition.ts';
import { epochMs, FINAL_AFTER_MS, iso, type Period, resolvePeriod, type Window } from './period.ts';
import { detailsOf, type ReportDetails } from './report/details.ts';

/** What figures are wanted of. */
export interface MetricsOptions {
  /** Default: the 28 days that end at `asOf`. */
  readonly window?: Window;
  /** When the events are looked at, by the caller's clock; later ones are left out. */
  readonly asOf: Date;
}

const DEFAULT_WINDOW: Window = { days: 28 };

/**
 * All 18 metrics over the events of a window. Pure. Neither order nor repetition of the events changes anything; a
 * correction replaces what it corrects, and what was marked as a test does not count.
 * @throws MetricsError WINDOW_INVALID
 * @see docs/metrics.md
 * @example
 * const { figures } = computeMetrics(events, { window: days(28), asOf: new Date() });
 */
export function computeMetrics(events: Iterable<Event>, options: MetricsOptions): Figures {
  const collector = createMetricsCollector(options);
  for (const event of events) collector.add(event);
  return collector.figures();
}

/** Takes events one by one, where they do not come as an array. Holds state. */
export interface MetricsCollector {
  add(event: Event): void;
  /** The figures of the events so far. */
  figures(): Figures;
  /** What a report shows beside them: single failures and days. */
  details(): ReportDetails;
}

/**
 * Computes as `computeMetrics` does, for events that arrive one by one, as from a log.
 * @throws MetricsError WINDOW_INVALID
 */
export function createMetricsCollector({
  window = DEFAULT_WINDOW,
  asOf,
}: MetricsOptions): MetricsCollector {
  const period = resolvePeriod(window, asOf);
  const records = new Records(epochMs(period.asOf));
  let history: History | undefined;
  const soFar = (): History => {
    records.settle();
    history ??= historyOf(records);
    return history;
  };
  return {
    add(event) {
      records.add(event);
      history = undefined;
    },
    figures: () => figuresOf(soFar(), period),
    details: () => detailsOf(soFar(), period),
  };
}

/** All metrics of a history. Pure. */
export function figuresOf(history: History, period: Period): Figures {
  const finalMs = epochMs(period.to) + FINAL_AFTER_MS;
  const finalAt = iso(finalMs);
  const isFinal = period.asOf >= finalAt;
  const hasLate = isFinal && history.hasRecordedAfter(finalMs);
  const before = hasLate ? history.recordedBy(finalMs) : undefined;
  return {
    version: 1,
    from: period.from,
    to: period.to,
    as_of: period.asOf,
    final_at: finalAt,
    figures: CATALOG.map((metric) => {
      const now = figureOf(metric, history, period);
      if (!isFinal) return now;
      if (metric.kind === 'gauge') return { ...now, status: 'final' }; // read at as_of, of no window
      const then = before && figureOf(metric, before, period);
      return then === undefined || isSame(now, then)
        ? { ...now, status: 'final' }
        : ({ ...now, status: 'revised', before: then.total } as Figure); // of the same metric
    }),
  };
}

function figureOf(metric: AnyMetric, history: History, period: Period): Figure {
  const fold = metric.fold as MetricDefinition<MetricKind>['fold'];
  const measured: Measured<ValueOfKind[MetricKind]> = fold(history, period);
  const { name, kind, unit } = metric;
  return { name, kind, unit, status: 'provisional', ...measured } as Figure; // the fold is of this kind
}

/** Whether two figures say the same; what is open or unknown beside them may change after they are final. */
function isSame(a: Figure, b: Figure): boolean {
  return JSON.stringify([a.total, a.series]) === JSON.stringify([b.total, b.series]);
}
