import type { DurationValue, Series } from '../../figure.ts';
import { duration, quantity } from '../../format/quantity.ts';
import { BUCKETS_S } from '../../measure/durations.ts';
import {
  type Chart,
  type ChartInput,
  colour,
  figureOf,
  frame,
  NARROW,
  type PlotSpec,
  wholeTicks,
} from './chart.ts';

const METRIC = 'metrics.lock_wait_seconds';
const LOCKS = ['manifest', 'notify', 'recover', 'validate'] as const;
/** Shown even where nobody waited that long. */
const LEAST_BUCKETS = 5;

const BUCKET_LABELS = BUCKETS_S.map((end, index) =>
  Number.isFinite(end) ? `≤ ${duration(end)}` : `> ${duration(BUCKETS_S[index - 1] ?? 0)}`,
);

interface Row {
  readonly lock: string;
  readonly bucket: string;
  readonly count: number;
}

/** How long was waited for each lock; estimates are left out, as they are from the total. */
export function lockWaitsChart({ figures }: ChartInput): Chart {
  const figure = figureOf(figures, METRIC, 'duration');
  const { p50 = null, p95 = null, max = null, count = 0 } = figure?.total ?? {};
  const rows = LOCKS.flatMap((lock) => rowsOf(lock, figure?.series ?? []));
  const longest = BUCKET_LABELS.findLastIndex((bucket) =>
    rows.some((row) => row.bucket === bucket && row.count > 0),
  );
  const buckets = BUCKET_LABELS.slice(0, Math.max(LEAST_BUCKETS, longest + 1));
  const countOf = (bucket: string, lock: string) =>
    rows.find((row) => row.lock === lock && row.bucket === bucket)?.count ?? 0;
  return {
    id: 'lock-waits',
    title: 'Waiting for locks',
    summary:
      count === 0
        ? 'No lock was waited for in this window.'
        : `${count} waits: half at most ${quantity(p50, { unit: 's' })}, 95 % at most ${quantity(p95, { unit: 's' })}, the longest ${quantity(max, { unit: 's' })}; ${figure?.companions.timed_out ?? 0} timed out.`,
    legend: LOCKS.filter((lock) => rows.some((row) => row.lock === lock && row.count > 0)).map(
      (lock) => ({ kind: `lock-${lock}`, label: lock }),
    ),
    plots: count === 0 ? [] : [waitPlot(rows, buckets)],
    table: {
      head: ['wait', ...LOCKS],
      rows: buckets.map((bucket) => [
        bucket,
        ...LOCKS.map((lock) => String(countOf(bucket, lock))),
      ]),
    },
  };
}

/** How many waits of a lock are in each bucket alone. */
function rowsOf(lock: string, series: readonly Series<DurationValue>[]): readonly Row[] {
  const counts = BUCKETS_S.map(() => 0);
  for (const { labels, value } of series) {
    if (labels.lock !== lock || labels.backend === 'actions-queue') continue;
    value.buckets.forEach((atMost, index) => {
      counts[index] = (counts[index] ?? 0) + atMost - (value.buckets[index - 1] ?? 0);
    });
  }
  return counts.map((count, index) => ({ lock, bucket: BUCKET_LABELS[index] ?? '', count }));
}

function waitPlot(all: readonly Row[], buckets: readonly string[]): PlotSpec {
  const rows = all
    .filter(({ bucket }) => buckets.includes(bucket))
    .map(({ lock, bucket, count }) => ({ bucket, count, fill: colour(`lock-${lock}`) }));
  const most = Math.max(
    ...buckets.map((bucket) =>
      rows.reduce((sum, row) => sum + (row.bucket === bucket ? row.count : 0), 0),
    ),
  );
  return {
    title: 'Waits by their length',
    options: (width, Plot) => ({
      ...frame(width),
      height: width < NARROW ? 250 : 230,
      marginLeft: 46,
      marginBottom: width < NARROW ? 62 : 34,
      x: {
        domain: buckets,
        label: null,
        tickRotate: width < NARROW ? -50 : 0,
        padding: 0.2,
        tickSize: 0,
      },
      y: { grid: true, label: null, ticks: wholeTicks(most, 5), tickFormat: String },
      color: { type: 'identity' },
      marks: [
        Plot.barY(rows, {
          x: 'bucket',
          y: 'count',
          fill: 'fill',
          order: LOCKS.map((lock) => colour(`lock-${lock}`)),
          rx: 2,
        }),
        Plot.ruleY([0], { stroke: colour('axis') }),
      ],
    }),
  };
}
