import { duration, quantity } from '../../format/quantity.ts';
import { BUCKETS_S } from '../../measure/durations.ts';
import { type Chart, type ChartInput, colour, figureOf, frame } from './chart.ts';

const METRIC = 'metrics.lock_wait_seconds';
const LOCKS = ['manifest', 'notify', 'recover', 'validate'] as const;

/** How long was waited for each lock; estimates are left out, as they are from the total. */
export function lockWaitsChart({ figures }: ChartInput): Chart {
  const figure = figureOf(figures, METRIC, 'duration');
  const { p50 = null, p95 = null, max = null, count = 0 } = figure?.total ?? {};
  const labels = BUCKETS_S.map((end, index) =>
    Number.isFinite(end) ? `≤ ${duration(end)}` : `> ${duration(BUCKETS_S[index - 1] ?? 0)}`,
  );
  const rows = LOCKS.flatMap((lock) => {
    const counts = BUCKETS_S.map(() => 0);
    for (const { labels: of, value } of figure?.series ?? []) {
      if (of.lock !== lock || of.backend === 'actions-queue') continue;
      value.buckets.forEach((atMost, index) => {
        counts[index] = (counts[index] ?? 0) + atMost - (value.buckets[index - 1] ?? 0);
      });
    }
    return counts.map((waits, index) => ({ lock, bucket: labels[index] ?? '', count: waits }));
  });
  const last = rows.reduce(
    (most, row) => (row.count > 0 ? Math.max(most, labels.indexOf(row.bucket)) : most),
    5,
  );
  const shown = labels.slice(0, last + 1);
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
    plots:
      count === 0
        ? []
        : [
            {
              title: 'Waits by their length',
              options: (width, Plot) => ({
                ...frame(width),
                height: 220,
                marginLeft: 46,
                marginBottom: width < 500 ? 62 : 34,
                x: {
                  domain: shown,
                  label: null,
                  tickRotate: width < 500 ? -50 : 0,
                  padding: 0.2,
                  tickSize: 0,
                },
                y: {
                  grid: true,
                  label: null,
                  ticks: 5,
                  tickFormat: (d: number) => (Number.isInteger(d) ? String(d) : ''),
                },
                color: { type: 'identity' },
                marks: [
                  Plot.barY(
                    rows.filter(({ bucket }) => shown.includes(bucket)),
                    {
                      x: 'bucket',
                      y: 'count',
                      fill: ({ lock }: { lock: string }) => colour(`lock-${lock}`),
                      order: LOCKS.map((lock) => colour(`lock-${lock}`)),
                      rx: 2,
                    },
                  ),
                  Plot.ruleY([0], { stroke: colour('axis') }),
                ],
              }),
            },
          ],
    table: {
      head: ['wait', ...LOCKS],
      rows: shown.map((bucket) => [
        bucket,
        ...LOCKS.map((lock) =>
          String(rows.find((row) => row.lock === lock && row.bucket === bucket)?.count ?? 0),
        ),
      ]),
    },
  };
}
