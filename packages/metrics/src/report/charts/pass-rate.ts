import { quantity } from '../../format/quantity.ts';
import { DAY_MS } from '../../period.ts';
import type { DayOfVerdicts } from '../details.ts';
import {
  boundOf,
  type Chart,
  type ChartInput,
  colour,
  dayTicks,
  figureOf,
  frame,
  type PlotSpec,
  targetAcross,
  wholeTicks,
} from './chart.ts';

const METRIC = 'security_ci.predicate_validation_pass_rate';
const KINDS = ['pass', 'fail', 'inconclusive'] as const;
const TRAILING_DAYS = 7;
const MARGIN_LEFT = 46;

/** Pass rate over time: the rate of the seven days up to each, and what was validated that day. */
export function passRateChart({ figures, details: { days }, targets }: ChartInput): Chart {
  const figure = figureOf(figures, METRIC, 'ratio');
  const { value = null, numerator = 0, denominator = 0 } = figure?.total ?? {};
  const { inconclusive = 0 } = figure?.companions ?? {};
  const rows = trailing(days);
  return {
    id: 'pass-rate',
    title: 'Pass rate over time',
    summary:
      value === null
        ? `Nothing was decided in this window; ${inconclusive} stayed inconclusive.`
        : `${quantity(value, { unit: '1' })}: ${numerator} of ${denominator} releases passed at first sight; ${inconclusive} stayed inconclusive.`,
    legend: KINDS.map((kind) => ({ kind, label: kind })),
    plots: days.some(isBusy)
      ? [ratePlot(rows, boundOf(targets, METRIC, 'value')), dayPlot(days)]
      : [],
    table: {
      head: ['day (UTC)', ...KINDS, `rate of ${TRAILING_DAYS} days`],
      rows: rows
        .filter(({ day }) => isBusy(day))
        .map(({ day, rate }) => [
          day.day,
          ...KINDS.map((kind) => String(day[kind])),
          quantity(rate === null ? null : rate / 100, { unit: '1' }),
        ]),
    },
  };
}

function isBusy(day: DayOfVerdicts): boolean {
  return KINDS.some((kind) => day[kind] > 0);
}

interface RateRow {
  readonly day: DayOfVerdicts;
  readonly date: Date;
  /** In percent; null where nothing was decided in these days. */
  readonly rate: number | null;
}

function trailing(days: readonly DayOfVerdicts[]): readonly RateRow[] {
  return days.map((day, index) => {
    const week = days.slice(Math.max(0, index - TRAILING_DAYS + 1), index + 1);
    const pass = week.reduce((sum, one) => sum + one.pass, 0);
    const all = week.reduce((sum, one) => sum + one.pass + one.fail, 0);
    return { day, date: new Date(day.day), rate: all === 0 ? null : (pass / all) * 100 };
  });
}

function ratePlot(rows: readonly RateRow[], goal: number | undefined): PlotSpec {
  const percent = goal === undefined ? undefined : goal * 100;
  const curve = { x: 'date', curve: 'monotone-x' } as const;
  return {
    title: `Rate of the ${TRAILING_DAYS} days up to each day`,
    options: (width, Plot) => ({
      ...frame(width),
      height: 170,
      marginLeft: MARGIN_LEFT,
      x: {
        type: 'utc',
        label: null,
        ticks: dayTicks(width),
        domain: domainOf(rows.map(({ day }) => day)),
      },
      y: {
        domain: [0, 100],
        ticks: 5,
        grid: true,
        label: null,
        tickFormat: (d: number) => `${d} %`,
      },
      marks: [
        Plot.areaY(rows, {
          ...curve,
          y1: 0,
          y2: 'rate',
          fill: colour('accent'),
          fillOpacity: 0.12,
        }),
        Plot.lineY(rows, { ...curve, y: 'rate', stroke: colour('accent'), strokeWidth: 2 }),
        Plot.dot(rows.filter(isAlone), { x: 'date', y: 'rate', fill: colour('accent'), r: 2.5 }),
        ...targetAcross(Plot, percent, `target ${percent ?? ''} %`, 'y'),
      ],
    }),
  };
}

function dayPlot(days: readonly DayOfVerdicts[]): PlotSpec {
  const rows = days.flatMap((day) =>
    KINDS.map((kind) => ({ date: new Date(day.day), fill: colour(kind), count: day[kind] })),
  );
  const most = days.reduce((max, day) => Math.max(max, day.pass + day.fail + day.inconclusive), 0);
  return {
    title: 'Releases of each day, by their first verdict',
    options: (width, Plot) => ({
      ...frame(width),
      height: 140,
      marginLeft: MARGIN_LEFT,
      x: { type: 'utc', label: null, ticks: dayTicks(width), domain: domainOf(days) },
      y: { grid: true, label: null, ticks: wholeTicks(most, 4), tickFormat: String },
      color: { type: 'identity' },
      marks: [
        Plot.rectY(rows, {
          x: 'date',
          y: 'count',
          interval: 'day',
          fill: 'fill',
          order: KINDS.map(colour),
          inset: 1,
        }),
        Plot.ruleY([0], { stroke: colour('axis') }),
      ],
    }),
  };
}

/** A line needs two points; a day between days without data is a point. */
function isAlone({ rate }: RateRow, index: number, rows: readonly RateRow[]): boolean {
  const rateAt = (at: number) => rows[at]?.rate ?? null;
  return rate !== null && rateAt(index - 1) === null && rateAt(index + 1) === null;
}

function domainOf(days: readonly DayOfVerdicts[]): [Date, Date] {
  const last = new Date(days.at(-1)?.day ?? 0);
  return [new Date(days[0]?.day ?? 0), new Date(last.getTime() + DAY_MS)];
}
