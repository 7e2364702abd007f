import { quantity } from '../../format/quantity.ts';
import type { DayOfVerdicts } from '../details.ts';
import {
  boundOf,
  type Chart,
  type ChartInput,
  colour,
  figureOf,
  frame,
  targetAcross,
} from './chart.ts';

const METRIC = 'security_ci.predicate_validation_pass_rate';
const KINDS = ['pass', 'fail', 'inconclusive'] as const;
const TRAILING_DAYS = 7;

/** Pass rate over time: the rate of the seven days up to each, and what was validated that day. */
export function passRateChart({ figures, details: { days }, targets }: ChartInput): Chart {
  const figure = figureOf(figures, METRIC, 'ratio');
  const { value = null, numerator = 0, denominator = 0 } = figure?.total ?? {};
  const hasData = days.some((day) => KINDS.some((kind) => day[kind] > 0));
  const goal = boundOf(targets, METRIC);
  const rows = trailing(days);
  return {
    id: 'pass-rate',
    title: 'Pass rate over time',
    summary:
      value === null
        ? 'Nothing was decided in this window.'
        : `${quantity(value, { unit: '1' })} of ${denominator} releases passed at first sight (${numerator}); ${figure?.companions.inconclusive ?? 0} stayed inconclusive.`,
    legend: KINDS.map((kind) => ({ kind, label: kind })),
    plots: hasData
      ? [
          {
            title: `Rate of the ${TRAILING_DAYS} days up to each day`,
            options: (width, Plot) => ({
              ...frame(width),
              height: 170,
              marginLeft: 46,
              x: { type: 'utc', label: null, ticks: width < 500 ? 4 : 8, domain: domainOf(days) },
              y: {
                domain: [0, 100],
                ticks: 5,
                grid: true,
                label: null,
                tickFormat: (d: number) => `${d} %`,
              },
              marks: [
                Plot.areaY(rows, {
                  x: 'date',
                  y: 'rate',
                  fill: colour('accent'),
                  fillOpacity: 0.12,
                  curve: 'monotone-x',
                }),
                Plot.lineY(rows, {
                  x: 'date',
                  y: 'rate',
                  stroke: colour('accent'),
                  strokeWidth: 2,
                  curve: 'monotone-x',
                }),
                Plot.dot(rows.filter(isAlone), {
                  x: 'date',
                  y: 'rate',
                  fill: colour('accent'),
                  r: 2.5,
                }),
                ...targetAcross(
                  Plot,
                  goal === undefined ? undefined : goal * 100,
                  `target ${(goal ?? 0) * 100} %`,
                  'y',
                ),
              ],
            }),
          },
          {
            title: 'Releases of each day, by their first verdict',
            options: (width, Plot) => ({
              ...frame(width),
              height: 140,
              marginLeft: 46,
              x: { type: 'utc', label: null, ticks: width < 500 ? 4 : 8, domain: domainOf(days) },
              y: {
                grid: true,
                label: null,
                ticks: 3,
                tickFormat: (d: number) => (Number.isInteger(d) ? String(d) : ''),
              },
              marks: [
                Plot.rectY(
                  days.flatMap((day) =>
                    KINDS.map((kind) => ({ date: new Date(day.day), kind, count: day[kind] })),
                  ),
                  {
                    x: 'date',
                    y: 'count',
                    interval: 'day',
                    fill: ({ kind }: { kind: string }) => colour(kind),
                    order: KINDS.map(colour),
                    inset: 1.5,
                  },
                ),
                Plot.ruleY([0], { stroke: colour('axis') }),
              ],
              color: { type: 'identity' },
            }),
          },
        ]
      : [],
    table: {
      head: ['day', ...KINDS, 'rate of 7 days'],
      rows: rows
        .filter(({ day }) => KINDS.some((kind) => day[kind] > 0))
        .map(({ day, rate }) => [
          day.day,
          ...KINDS.map((kind) => String(day[kind])),
          quantity(rate === null ? null : rate / 100, { unit: '1' }),
        ]),
    },
  };
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

/** A line needs two points; a day between days without data is a point. */
function isAlone({ rate }: RateRow, index: number, rows: readonly RateRow[]): boolean {
  return (
    rate !== null &&
    (rows[index - 1]?.rate ?? null) === null &&
    (rows[index + 1]?.rate ?? null) === null
  );
}

function domainOf(days: readonly DayOfVerdicts[]): [Date, Date] {
  const last = new Date(days.at(-1)?.day ?? 0);
  return [new Date(days[0]?.day ?? 0), new Date(last.getTime() + 86_400_000)];
}
