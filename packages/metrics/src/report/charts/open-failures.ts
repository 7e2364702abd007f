import { fitPrintable } from '@provkit/text';
import { duration, minute } from '../../format/quantity.ts';
import { SECOND_MS } from '../../period.ts';
import type { OpenFailure } from '../open-failures.ts';
import {
  type Chart,
  type ChartInput,
  colour,
  dayTicks,
  frame,
  legendOf,
  type PlotSpec,
} from './chart.ts';

const CLASSES = ['security', 'release', 'evidence', 'transient'] as const;
const MOST_BARS = 12;
const MOST_ROWS = 200;
/** Longer names are cut in the chart, and whole in the table. */
const LONGEST_LABEL = 16;
const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;

type Row = OpenFailure & { readonly ageS: number };

/** What is broken now, and since when. */
export function openFailuresChart({ figures, details: { openFailures } }: ChartInput): Chart {
  const rows = openFailures.map((failure) => ({
    ...failure,
    ageS: (Date.parse(figures.as_of) - Date.parse(failure.failed_at)) / SECOND_MS,
  }));
  const [oldest] = rows;
  const rest = rows.length - MOST_ROWS;
  return {
    id: 'open-failures',
    title: 'Open failures',
    summary: oldest
      ? `${rows.length} ${rows.length === 1 ? 'release is' : 'releases are'} broken; the oldest since ${duration(oldest.ageS)}.`
      : 'No release is known to be broken.',
    nothing: '', // the sentence says it
    legend: legendOf(CLASSES, (kind) => rows.some((row) => row.class === kind)),
    plots: oldest ? [agePlot(rows.slice(0, MOST_BARS), oldest.ageS, rows.length)] : [],
    table: {
      head: ['release', 'run', 'reason', 'class', 'since (UTC)', 'age', 'recovery', 'Issue'],
      rows: [
        ...rows.slice(0, MOST_ROWS).map(cellsOf),
        ...(rest > 0 ? [[`and ${rest} more`, ...Array<string>(7).fill('')]] : []),
      ],
    },
  };
}

function cellsOf(row: Row): readonly string[] {
  return [
    row.tag ?? '–',
    row.run_id === null ? '–' : `${row.run_id} / ${row.run_attempt ?? '–'}`,
    row.failure_reason,
    row.class,
    minute(row.failed_at),
    duration(row.ageS),
    row.state ?? 'none',
    row.issue_number === null ? '–' : `#${row.issue_number}`,
  ];
}

function agePlot(rows: readonly Row[], oldestS: number, count: number): PlotSpec {
  const [unit, unitS] =
    oldestS > 3 * DAY_S ? (['days', DAY_S] as const) : (['hours', HOUR_S] as const);
  const bars = rows.map(({ ageS, class: kind }, index) => ({
    index: String(index), // two repositories may have the same tag
    age: ageS / unitS,
    text: duration(ageS),
    fill: colour(kind),
  }));
  return {
    title: `${count > MOST_BARS ? `The oldest ${MOST_BARS}, by` : 'By'} age in ${unit}`,
    options: (width, Plot) => ({
      ...frame(width),
      height: 54 + bars.length * 26,
      marginLeft: 124,
      marginRight: 66,
      x: { grid: true, label: null, domain: [0, oldestS / unitS || 1], ticks: dayTicks(width) },
      y: {
        domain: bars.map(({ index }) => index),
        label: null,
        tickSize: 0,
        padding: 0.3,
        tickFormat: (index: string) => labelOf(rows[Number(index)]),
      },
      color: { type: 'identity' },
      marks: [
        Plot.barX(bars, { x: 'age', y: 'index', fill: 'fill', rx: 2 }),
        Plot.text(bars, {
          x: 'age',
          y: 'index',
          text: 'text',
          textAnchor: 'start',
          dx: 5,
          fill: 'currentColor',
        }),
        Plot.ruleX([0], { stroke: colour('axis') }),
      ],
    }),
  };
}

function labelOf(failure: OpenFailure | undefined): string {
  return fitPrintable(failure?.tag ?? 'no tag', LONGEST_LABEL);
}
