import { duration, minute, quantity } from '../../format/quantity.ts';
import {
  boundOf,
  type Chart,
  type ChartInput,
  colour,
  figureOf,
  frame,
  targetAcross,
} from './chart.ts';

const METRIC = 'rerun.time_to_resolution';
const CLASSES = ['security', 'release', 'evidence', 'transient'] as const;
/** From a second to a month, where people have words for it. */
const TICKS_S = [1, 10, 60, 600, 3600, 14_400, 86_400, 604_800, 2_592_000];

/** Each recovery that a rerun brought about: when, and how long it took. */
export function timeToResolutionChart({ figures, details, targets }: ChartInput): Chart {
  const figure = figureOf(figures, METRIC, 'duration');
  const { p50 = null, p95 = null, count = 0 } = figure?.total ?? {};
  const { open = 0, blocked = 0 } = figure?.companions ?? {};
  const goal = boundOf(targets, METRIC);
  const rows = details.resolutions.map((one) => ({
    ...one,
    date: new Date(one.closed_at),
    shown: Math.max(1, one.seconds),
  }));
  const longest = Math.max(goal ?? 60, ...rows.map(({ shown }) => shown));
  const shortest = Math.min(goal ?? 60, ...rows.map(({ shown }) => shown));
  return {
    id: 'time-to-resolution',
    title: 'Time to resolution',
    summary:
      count === 0
        ? `Nothing was recovered by a rerun in this window; ${open} open, ${blocked} blocked.`
        : `Half of ${count} recoveries took at most ${quantity(p50, { unit: 's' })}, 95 % at most ${quantity(p95, { unit: 's' })}; ${open} open, ${blocked} blocked.`,
    legend: CLASSES.filter((kind) => rows.some((row) => row.class === kind)).map((kind) => ({
      kind,
      label: kind,
    })),
    plots:
      rows.length === 0
        ? []
        : [
            {
              title: 'From failure to recovery, by the day it was over (logarithmic)',
              options: (width, Plot) => ({
                ...frame(width),
                height: 240,
                marginLeft: 56,
                x: {
                  type: 'utc',
                  label: null,
                  ticks: width < 500 ? 4 : 8,
                  domain: [new Date(figures.from), new Date(figures.to)],
                },
                y: {
                  type: 'log',
                  domain: [shortest / 1.6, longest * 1.6],
                  ticks: TICKS_S.filter((tick) => tick >= shortest / 1.6 && tick <= longest * 1.6),
                  tickFormat: duration,
                  grid: true,
                  label: null,
                },
                marks: [
                  ...targetAcross(Plot, goal, `target ${duration(goal ?? 0)}`, 'y'),
                  Plot.dot(rows, {
                    x: 'date',
                    y: 'shown',
                    r: 5,
                    fill: (row: { class: string }) => colour(row.class),
                    fillOpacity: 0.85,
                    stroke: colour('surface'),
                    strokeWidth: 1,
                  }),
                ],
                color: { type: 'identity' },
              }),
            },
          ],
    table: {
      head: ['recovered', 'release', 'class', 'took'],
      rows: rows.map((row) => [
        minute(row.closed_at),
        row.tag ?? '–',
        row.class,
        duration(row.seconds),
      ]),
    },
  };
}
