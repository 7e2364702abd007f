import { duration, minute } from '../../format/quantity.ts';
import type { OpenFailure } from '../open-failures.ts';
import { type Chart, type ChartInput, colour, frame } from './chart.ts';

const CLASSES = ['security', 'release', 'evidence', 'transient'] as const;
const MOST_BARS = 12;
const MOST_ROWS = 200;
/** Longer names are cut in the chart, and whole in the table. */
const LONGEST_LABEL = 20;
const HOUR_S = 3600;

/** What is broken now, and since when. */
export function openFailuresChart({ figures, details: { openFailures } }: ChartInput): Chart {
  const rows = openFailures.map((failure, index) => ({
    ...failure,
    index,
    hours: ageS(failure, figures.as_of) / HOUR_S,
  }));
  const bars = rows.slice(0, MOST_BARS);
  const isLong = (bars[0]?.hours ?? 0) > 72;
  const oldest = rows[0];
  return {
    id: 'open-failures',
    title: 'Open failures',
    summary: oldest
      ? `${rows.length} ${rows.length === 1 ? 'release is' : 'releases are'} broken; the oldest since ${duration(oldest.hours * HOUR_S)}.`
      : 'No release is broken.',
    legend: CLASSES.filter((kind) => rows.some((row) => row.class === kind)).map((kind) => ({
      kind,
      label: kind,
    })),
    plots: oldest
      ? [
          {
            title: `${rows.length > MOST_BARS ? `The oldest ${MOST_BARS}, by` : 'By'} age in ${isLong ? 'days' : 'hours'}`,
            options: (width, Plot) => ({
              ...frame(width),
              height: 54 + bars.length * 26,
              marginLeft: 124,
              marginRight: 48,
              x: {
                grid: true,
                label: null,
                domain: [0, (oldest.hours || 1) / (isLong ? 24 : 1)],
                ticks: width < 500 ? 4 : 8,
              },
              y: {
                domain: bars.map(({ index }) => index),
                label: null,
                tickSize: 0,
                padding: 0.3,
                tickFormat: (index: number) => labelOf(bars[index]),
              },
              color: { type: 'identity' },
              marks: [
                Plot.barX(bars, {
                  x: ({ hours }: { hours: number }) => hours / (isLong ? 24 : 1),
                  y: 'index',
                  fill: (row: { class: string }) => colour(row.class),
                  rx: 2,
                }),
                Plot.text(bars, {
                  x: ({ hours }: { hours: number }) => hours / (isLong ? 24 : 1),
                  y: 'index',
                  text: ({ hours }: { hours: number }) => duration(hours * HOUR_S),
                  textAnchor: 'start',
                  dx: 5,
                  fill: 'currentColor',
                }),
                Plot.ruleX([0], { stroke: colour('axis') }),
              ],
            }),
          },
        ]
      : [],
    table: {
      head: ['release', 'run', 'reason', 'class', 'since', 'age', 'recovery', 'Issue'],
      rows: [
        ...rows
          .slice(0, MOST_ROWS)
          .map((row) => [
            row.tag ?? '–',
            row.run_id === null ? '–' : `${row.run_id} / ${row.run_attempt ?? '–'}`,
            row.failure_reason,
            row.class,
            minute(row.failed_at),
            duration(row.hours * HOUR_S),
            row.state ?? 'none',
            row.issue_number === null ? '–' : `#${row.issue_number}`,
          ]),
        ...(rows.length > MOST_ROWS
          ? [[`and ${rows.length - MOST_ROWS} more`, '', '', '', '', '', '', '']]
          : []),
      ],
    },
  };
}

function ageS({ failed_at }: OpenFailure, asOf: string): number {
  return (Date.parse(asOf) - Date.parse(failed_at)) / 1000;
}

function labelOf(failure: OpenFailure | undefined): string {
  const label = [...(failure?.tag ?? 'no tag')];
  return label.length > LONGEST_LABEL
    ? `${label.slice(0, LONGEST_LABEL - 1).join('')}…`
    : label.join('');
}
