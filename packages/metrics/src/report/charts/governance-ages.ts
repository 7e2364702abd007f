import { duration, quantity } from '../../format/quantity.ts';
import {
  boundOf,
  type Chart,
  type ChartInput,
  colour,
  figureOf,
  frame,
  type PlotSpec,
  targetAcross,
} from './chart.ts';

const TOKENS = 'governance.token_rotation_age';
const REVIEWS = 'governance.review_lead_time';
const HOUR_S = 3600;
const MOST_BARS = 12;

interface Bar {
  readonly name: string;
  readonly value: number;
  readonly isOver: boolean;
}

/** Ages of tokens and waits for reviews, against what is wanted. */
export function governanceAgesChart({ figures, targets }: ChartInput): Chart {
  const tokenFigure = figureOf(figures, TOKENS, 'gauge');
  const reviewFigure = figureOf(figures, REVIEWS, 'duration');
  const [tokenGoal, reviewGoal] = [boundOf(targets, TOKENS), boundOf(targets, REVIEWS)];
  const tokens = bars(
    tokenFigure?.series.map(({ labels, value }) => ({
      name: labels.token ?? '',
      value: value.value ?? 0,
    })) ?? [],
    tokenGoal,
  );
  const reviews = bars(
    reviewFigure?.series.map(({ labels, value }) => ({
      name: `${labels.subject}: ${labels.decision?.replace('_', ' ')}`,
      value: (value.p95 ?? 0) / HOUR_S,
    })) ?? [],
    reviewGoal === undefined ? undefined : reviewGoal / HOUR_S,
  );
  const over = tokens.filter(({ isOver }) => isOver).length;
  return {
    id: 'governance-ages',
    title: 'Governance: ages against targets',
    summary: [
      `${over} of ${tokens.length} tokens are older than wanted, ${tokenFigure?.companions.unknown ?? 0} of unknown age.`,
      `95 % of reviews were decided within ${quantity(reviewFigure?.total.p95 ?? null, { unit: 's' })}; ${reviewFigure?.companions.open ?? 0} wait.`,
    ].join(' '),
    legend: [
      { kind: 'within', label: 'within the target' },
      { kind: 'over', label: 'beyond it' },
    ],
    plots: [
      ...plotOf(
        'Tokens: days since they were rotated',
        tokens,
        tokenGoal,
        `target ${tokenGoal ?? ''} d`,
      ),
      ...plotOf(
        'Reviews: hours until they were decided, p95',
        reviews,
        reviewGoal === undefined ? undefined : reviewGoal / HOUR_S,
        `target ${duration(reviewGoal ?? 0)}`,
      ),
    ],
    table: {
      head: ['what', 'age', 'target'],
      rows: [
        ...tokens.map(({ name, value }) => [
          name,
          quantity(value, { unit: 'd' }),
          tokenGoal === undefined ? '–' : `≤ ${quantity(tokenGoal, { unit: 'd' })}`,
        ]),
        ...reviews.map(({ name, value }) => [
          `review, ${name}`,
          duration(value * HOUR_S),
          reviewGoal === undefined ? '–' : `≤ ${duration(reviewGoal)}`,
        ]),
      ],
    },
  };
}

function bars(
  rows: readonly { readonly name: string; readonly value: number }[],
  goal: number | undefined,
): readonly Bar[] {
  return rows
    .map(({ name, value }) => ({ name, value, isOver: goal !== undefined && value > goal }))
    .sort((a, b) => b.value - a.value);
}

function plotOf(
  title: string,
  all: readonly Bar[],
  goal: number | undefined,
  label: string,
): readonly PlotSpec[] {
  if (all.length === 0) return [];
  const rows = all.slice(0, MOST_BARS);
  const longest = Math.max(goal ?? 0, ...rows.map(({ value }) => value)) * 1.08;
  return [
    {
      title,
      options: (width, Plot) => ({
        ...frame(width),
        height: 58 + rows.length * 28,
        marginLeft: width < 500 ? 130 : 210,
        marginTop: 26,
        x: { grid: true, label: null, domain: [0, longest || 1], ticks: width < 500 ? 3 : 8 },
        y: {
          domain: rows.map(({ name }) => name),
          label: null,
          tickSize: 0,
          padding: 0.3,
          tickFormat: (name: string) => shortened(name, width < 500 ? 18 : 32),
        },
        color: { type: 'identity' },
        marks: [
          Plot.barX(rows, {
            x: 'value',
            y: 'name',
            fill: ({ isOver }: { isOver: boolean }) => colour(isOver ? 'over' : 'within'),
            rx: 2,
          }),
          Plot.ruleX([0], { stroke: colour('axis') }),
          ...targetAcross(Plot, goal, label, 'x'),
        ],
      }),
    },
  ];
}

function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
