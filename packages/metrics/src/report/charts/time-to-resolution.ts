import { duration, minute, quantity } from '../../format/quantity.ts';
import {
  boundOf,
  type Chart,
  type ChartInput,
  colour,
  dayTicks,
  figureOf,
  frame,
  legendOf,
  type PlotSpec,
  targetAcross,
} from './chart.ts';

const METRIC = 'rerun.time_to_resolution';
const CLASSES = ['security', 'release', 'evidence', 'transient'] as const;
/** From a second to a month, where people have words for it. */
const TICKS_S = [
  1, 10, 60, 300, 900, 1800, 3600, 7200, 14_400, 28_800, 43_200, 86_400, 172_800, 604_800,
  2_592_000,
];
/** More would stand in each other's way. */
const MOST_TICKS = 7;
/** The latest ones; more dots show less. */
const MOST_DOTS = 500;

/** Each recovery that a rerun brought about: when, and how long it took. */
export function timeToResolutionChart({ figures, details, targets }: ChartInput): Chart {
  const figure = figureOf(figures, METRIC, 'duration');
  const { p50 = null, p95 = null, count = 0 } = figure?.total ?? {};
  const { open = 0, blocked = 0 } = figure?.companions ?? {};
  const rows = details.resolutions.slice(-MOST_DOTS);
  const window = [new Date(figures.from), new Date(figures.to)] as const;
  return {
    id: 'time-to-resolution',
    title: 'Time to resolution',
    summary:
      count === 0
        ? `Nothing was recovered by a rerun in this window; ${open} open, ${blocked} blocked.`
        : `Half of ${count} recoveries took at most ${quantity(p50, { unit: 's' })}, 95 % at most ${quantity(p95, { unit: 's' })}; ${open} open, ${blocked} blocked.`,
    legend: legendOf(CLASSES, (kind) => rows.some((row) => row.class === kind)),
    plots: rows.length === 0 ? [] : [dotPlot(rows, window, boundOf(targets, METRIC, 'p95'))],
    table: {
      head: ['recovered (UTC)', 'release', 'class', 'took'],
      rows: rows.map((row) => [
        minute(row.closed_at),
        row.tag ?? '–',
        row.class,
        duration(row.seconds),
      ]),
    },
  };
}

/** The axis is logarithmic by our own hand: Plot leaves out most labels of its own. */
function dotPlot(
  resolutions: ChartInput['details']['resolutions'],
  domain: readonly [Date, Date],
  goal: number | undefined,
): PlotSpec {
  const rows = resolutions.map((one) => ({
    date: new Date(one.closed_at),
    log: Math.log10(Math.max(1, one.seconds)),
    fill: colour(one.class),
  }));
  const logs = [...rows.map(({ log }) => log), Math.log10(goal ?? 60)];
  const [low, high] = [Math.min(...logs) - 0.2, Math.max(...logs) + 0.2];
  return {
    title: 'From failure to recovery, by the day it was over (logarithmic)',
    options: (width, Plot) => ({
      ...frame(width),
      height: 240,
      marginLeft: 56,
      x: { type: 'utc', label: null, ticks: dayTicks(width), domain: [...domain] },
      y: {
        domain: [low, high],
        ticks: ticksOf(low, high),
        tickFormat: (log: number) => duration(Math.round(10 ** log)),
        grid: true,
        label: null,
      },
      color: { type: 'identity' },
      marks: [
        ...targetAcross(Plot, goal && Math.log10(goal), `target ${duration(goal ?? 0)}`, 'y'),
        Plot.dot(rows, {
          x: 'date',
          y: 'log',
          r: 5,
          fill: 'fill',
          fillOpacity: 0.85,
          stroke: colour('surface'),
          strokeWidth: 1,
        }),
      ],
    }),
  };
}

/** Times to write at the axis, as logarithms, each far enough from the one before. */
function ticksOf(low: number, high: number): readonly number[] {
  const ticks: number[] = [];
  for (const tick of TICKS_S.map(Math.log10)) {
    const last = ticks.at(-1) ?? Number.NEGATIVE_INFINITY;
    if (tick >= low && tick <= high && tick - last >= (high - low) / MOST_TICKS) ticks.push(tick);
  }
  return ticks;
}
