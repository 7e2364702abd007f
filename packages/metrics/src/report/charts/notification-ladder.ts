import { quantity } from '../../format/quantity.ts';
import type { Rung } from '../details.ts';
import {
  type Chart,
  type ChartInput,
  colour,
  figureOf,
  frame,
  type PlotSpec,
  wholeTicks,
} from './chart.ts';

const OUTCOMES = ['delivered', 'unknown', 'not_delivered'] as const;

/** How alerts did at each rung of the ladder. */
export function notificationLadderChart({ figures, details: { ladder } }: ChartInput): Chart {
  const slack = figureOf(figures, 'notify.slack_success_rate', 'ratio')?.total;
  const followups = figureOf(figures, 'security_ci.slack_issue_followups', 'count');
  const silent =
    followups?.series.find(({ labels }) => labels.channel === 'none')?.value.value ?? 0;
  const reached =
    slack && slack.value !== null
      ? `${quantity(slack.value, { unit: '1' })} of ${slack.denominator} alerts reached Slack`
      : 'No alert was sent to Slack';
  return {
    id: 'notification-ladder',
    title: 'Notification ladder',
    summary: `${reached}; ${silent} of ${followups?.total.value ?? 0} failures were followed by nothing within 15 min.`,
    legend: OUTCOMES.map((outcome) => ({ kind: kindOf(outcome), label: wordsOf(outcome) })),
    plots: ladder.every((rung) => attempts(rung) === 0) ? [] : [rungPlot(ladder)],
    table: {
      head: ['rung', ...OUTCOMES.map(wordsOf)],
      rows: ladder.map((rung) => [rung.rung, ...OUTCOMES.map((outcome) => String(rung[outcome]))]),
    },
  };
}

type Outcome = (typeof OUTCOMES)[number];

function kindOf(outcome: Outcome): string {
  return outcome.replace('_', '-');
}

function wordsOf(outcome: Outcome): string {
  return outcome.replace('_', ' ');
}

function attempts(rung: Rung): number {
  return OUTCOMES.reduce((sum, outcome) => sum + rung[outcome], 0);
}

function rungPlot(ladder: readonly Rung[]): PlotSpec {
  const rows = ladder.flatMap((rung) =>
    OUTCOMES.map((outcome) => ({
      rung: rung.rung,
      fill: colour(kindOf(outcome)),
      count: rung[outcome],
    })),
  );
  const most = Math.max(...ladder.map(attempts));
  return {
    title: 'Attempts at each rung, from the first to the last resort',
    options: (width, Plot) => ({
      ...frame(width),
      height: 230,
      marginLeft: 98,
      x: {
        grid: true,
        label: null,
        domain: [0, most],
        ticks: wholeTicks(most, 6),
        tickFormat: String,
      },
      y: { domain: ladder.map(({ rung }) => rung), label: null, padding: 0.35, tickSize: 0 },
      color: { type: 'identity' },
      marks: [
        Plot.barX(rows, {
          x: 'count',
          y: 'rung',
          fill: 'fill',
          order: OUTCOMES.map((outcome) => colour(kindOf(outcome))),
          rx: 2,
        }),
        Plot.ruleX([0], { stroke: colour('axis') }),
      ],
    }),
  };
}
