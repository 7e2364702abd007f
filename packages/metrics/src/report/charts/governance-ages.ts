import { fitPrintable } from '@provkit/text';
import { quantity } from '../../format/quantity.ts';
import {
  boundOf,
  type Chart,
  type ChartInput,
  colour,
  dayTicks,
  figureOf,
  frame,
  NARROW,
  type PlotSpec,
  targetAcross,
} from './chart.ts';

const TOKENS = 'governance.token_rotation_age';
const REVIEWS = 'governance.review_lead_time';
const HOUR_S = 3600;
const MOST_BARS = 12;

/** Things of an age, and the age that is wanted; both in one unit. */
interface Ages {
  readonly bars: readonly {
    readonly name: string;
    readonly value: number;
    /** Its own, or that of all. */
    readonly goal: number | undefined;
    readonly isOver: boolean;
  }[];
  /** Of all. */
  readonly goal: number | undefined;
  readonly goalText: string;
}

/** Ages of tokens and waits for reviews, against what is wanted. */
export function governanceAgesChart(input: ChartInput): Chart {
  const tokens = tokenAges(input);
  const reviews = reviewHours(input);
  const over = tokens.bars.filter(({ isOver }) => isOver).length;
  const unknown = figureOf(input.figures, TOKENS, 'gauge')?.companions.unknown ?? 0;
  const review = figureOf(input.figures, REVIEWS, 'duration');
  const p95 = quantity(review?.total.p95 ?? null, { unit: 's' });
  return {
    id: 'governance-ages',
    title: 'Ages against targets',
    summary: `${over} of ${tokens.bars.length} tokens ${over === 1 ? 'is' : 'are'} older than wanted, ${unknown} of unknown age. Reviews: p95 ${p95}, ${review?.companions.open ?? 0} wait.`,
    legend: [
      { kind: 'within', label: 'within the target' },
      { kind: 'over', label: 'beyond it' },
    ],
    plots: [
      ...plotOf('Tokens: days since they were rotated', tokens),
      ...plotOf('Reviews: hours until they were decided, p95', reviews),
    ],
    table: {
      head: ['what', 'age', 'target'],
      rows: [
        ...tokens.bars.map(({ name, value, goal }) => [name, days(value), days(goal)]),
        ...reviews.bars.map(({ name, value, goal }) => [
          `review, ${name}`,
          hours(value),
          hours(goal),
        ]),
      ],
    },
  };
}

function tokenAges({ figures, targets }: ChartInput): Ages {
  const goal = boundOf(targets, TOKENS, 'value');
  const series = figureOf(figures, TOKENS, 'gauge')?.series ?? [];
  const rows = series.map(({ labels, value }) => ({
    name: labels.token ?? '',
    value: value.value ?? 0,
    goal: boundOf(targets, TOKENS, 'value', labels),
  }));
  return { bars: oldestFirst(rows), goal, goalText: days(goal) };
}

function reviewHours({ figures, targets }: ChartInput): Ages {
  const goal = inHours(boundOf(targets, REVIEWS, 'p95'));
  const series = figureOf(figures, REVIEWS, 'duration')?.series ?? [];
  const rows = series.map(({ labels, value }) => ({
    name: `${labels.subject ?? ''}: ${labels.decision?.replace('_', ' ') ?? ''}`,
    value: (value.p95 ?? 0) / HOUR_S,
    goal: inHours(boundOf(targets, REVIEWS, 'p95', labels)),
  }));
  return { bars: oldestFirst(rows), goal, goalText: hours(goal) };
}

function oldestFirst(rows: readonly Omit<Ages['bars'][number], 'isOver'>[]): Ages['bars'] {
  return rows
    .map((row) => ({ ...row, isOver: row.goal !== undefined && row.value > row.goal }))
    .sort((a, b) => b.value - a.value);
}

function inHours(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds / HOUR_S;
}

function days(count: number | undefined): string {
  return quantity(count ?? null, { unit: 'd' });
}

function hours(count: number | undefined): string {
  return quantity(count === undefined ? null : count * HOUR_S, { unit: 's' });
}

function plotOf(title: string, { bars, goal, goalText }: Ages): readonly PlotSpec[] {
  if (bars.length === 0) return [];
  const rows = bars
    .slice(0, MOST_BARS)
    .map((bar) => ({ ...bar, fill: colour(bar.isOver ? 'over' : 'within') }));
  const longest = Math.max(goal ?? 0, ...rows.map(({ value }) => value)) * 1.08;
  const options: PlotSpec['options'] = (width, Plot) => ({
    ...frame(width),
    height: 58 + rows.length * 28,
    marginLeft: width < NARROW ? 138 : 206,
    marginTop: 26,
    x: { grid: true, label: null, domain: [0, longest || 1], ticks: Math.min(5, dayTicks(width)) },
    y: {
      domain: rows.map(({ name }) => name),
      label: null,
      tickSize: 0,
      padding: 0.3,
      tickFormat: (name: string) => fitPrintable(name, width < NARROW ? 16 : 26),
    },
    color: { type: 'identity' },
    marks: [
      Plot.barX(rows, { x: 'value', y: 'name', fill: 'fill', rx: 2 }),
      Plot.ruleX([0], { stroke: colour('axis') }),
      ...targetAcross(Plot, goal, `target ${goalText}`, 'x'),
    ],
  });
  return [{ title, options }];
}
