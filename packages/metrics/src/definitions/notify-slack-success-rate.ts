import type { Labels } from '../figure.ts';
import { ratioByNumerator } from '../measure/ratio.ts';
import type { MetricDefinition } from '../metric-definition.ts';
import { isWithin } from '../period.ts';

/** Share of alerts that reached Slack (S2.10). */
export const notifySlackSuccessRate: MetricDefinition<'ratio'> = {
  name: 'notify.slack_success_rate',
  title: 'Alerts that reached Slack',
  kind: 'ratio',
  unit: '1',
  definition:
    'Distinct `alert_id` with at least one attempt at rung edge or webhook and purpose alert. Of these, those with a delivered one. An unknown outcome is not delivered unless a correction of that attempt says so.',
  anchor: 'first such attempt of the alert',
  labels: { rung: 'that delivered first: `edge`, `webhook`; each has the whole denominator' },
  companions: {
    unknown: 'alerts that were not delivered as far as is known, with an attempt that may have',
  },
  fold(history, period) {
    const delivered: Labels[] = [];
    let alerts = 0;
    let unknown = 0;
    for (const { first, firstDelivered, hasUnknown } of history.alerts().slack.values()) {
      if (!isWithin(first.at, period)) continue;
      alerts += 1;
      if (firstDelivered) delivered.push({ rung: firstDelivered.rung });
      else if (hasUnknown) unknown += 1;
    }
    return ratioByNumerator(delivered, alerts, { unknown });
  },
};
