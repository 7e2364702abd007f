import { quantity } from '../../format/quantity.ts';
import { type Chart, type ChartInput, colour, figureOf, frame } from './chart.ts';

const OUTCOMES = ['delivered', 'unknown', 'not_delivered'] as const;

/** How alerts did at each rung of the ladder. */
export function notificationLadderChart({ figures, details: { ladder } }: ChartInput): Chart {
  const { value = null, denominator = 0 } =
    figureOf(figures, 'notify.slack_success_rate', 'ratio')?.total ?? {};
  const followups = figureOf(figures, 'security_ci.slack_issue_followups', 'count');
  const silent =
    followups?.series.find(({ labels }) => labels.channel === 'none')?.value.value ?? 0;
  const rows = ladder.flatMap((rung) =>
    OUTCOMES.map((outcome) => ({ rung: rung.rung, outcome, count: rung[outcome] })),
  );
  const most = Math.max(
    1,
    ...ladder.map((rung) => rung.delivered + rung.unknown + rung.not_delivered),
  );
  return {
    id: 'notification-ladder',
    title: 'Notification ladder',
    summary:
      value === null
        ? `No alert was sent to Slack; ${silent} failures were followed by nothing within 15 min.`
        : `${quantity(value, { unit: '1' })} of ${denominator} alerts reached Slack; ${silent} failures were followed by nothing within 15 min.`,
    legend: OUTCOMES.map((outcome) => ({
      kind: outcome.replace('_', '-'),
      label: outcome.replace('_', ' '),
    })),
    plots: rows.every(({ count }) => count === 0)
      ? []
      : [
          {
            title: 'Attempts at each rung, from the first to the last resort',
            options: (width, Plot) => ({
              ...frame(width),
              height: 220,
              marginLeft: 88,
              x: {
                grid: true,
                label: null,
                domain: [0, most],
                ticks: Math.min(most, 6),
                tickFormat: (d: number) => (Number.isInteger(d) ? String(d) : ''),
              },
              y: { domain: ladder.map(({ rung }) => rung), label: null, padding: 0.35 },
              color: { type: 'identity' },
              marks: [
                Plot.barX(rows, {
                  x: 'count',
                  y: 'rung',
                  fill: ({ outcome }: { outcome: string }) => colour(outcome.replace('_', '-')),
                  order: OUTCOMES.map((outcome) => colour(outcome.replace('_', '-'))),
                  rx: 2,
                }),
                Plot.ruleX([0], { stroke: colour('axis') }),
              ],
            }),
          },
        ],
    table: {
      head: ['rung', ...OUTCOMES.map((outcome) => outcome.replace('_', ' '))],
      rows: ladder.map((rung) => [rung.rung, ...OUTCOMES.map((outcome) => String(rung[outcome]))]),
    },
  };
}
