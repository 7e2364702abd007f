import { earlier } from '../event-order.ts';
import type { FactOf } from '../history/fact.ts';
import type { History } from '../history/history.ts';
import { createDurationTally } from '../measure/durations.ts';
import type { MetricDefinition } from '../metric-definition.ts';
import { elapsedMs, isWithin } from '../period.ts';

const NO_ENDPOINT =
  'No acknowledgement on Slack is in the log. They need a Slack interactivity endpoint that verifies signatures; without one there is no such figure.';

/** How long until a person answered an alert on Slack (S4.8). */
export const recoverySlackAckTime: MetricDefinition<'duration'> = {
  name: 'recovery.slack_ack_time',
  title: 'From Slack to a person',
  kind: 'duration',
  unit: 's',
  definition:
    'From the first delivered Slack attempt of an alert (rung edge or webhook, purpose alert) to its first `alert.acknowledged` on channel slack by a person. Needs a Slack interactivity endpoint that verifies signatures; without one there is no sample, and the figure says so.',
  anchor: 'first `alert.acknowledged` of the alert on slack',
  labels: {},
  companions: {
    open: 'alerts delivered before the end of the window and not acknowledged on Slack at `as_of`',
    unknown: 'acknowledged alerts of which no delivery is known',
    clock_skew: 'alerts that seem to be acknowledged before they were delivered',
  },
  fold(history, period) {
    const tally = createDurationTally();
    const acknowledged = firstAcknowledged(history);
    const { slack } = history.alerts();
    let unknown = 0;
    let open = 0;
    for (const [id, event] of acknowledged) {
      if (!isWithin(event.at, period)) continue;
      const delivered = slack.get(id)?.firstDelivered;
      if (delivered) tally.add({}, elapsedMs(delivered, event));
      else unknown += 1;
    }
    for (const [id, { firstDelivered }] of slack) {
      if (firstDelivered && firstDelivered.at < period.to && !acknowledged.has(id)) open += 1;
    }
    const note = acknowledged.size === 0 ? { note: NO_ENDPOINT } : {};
    return { ...tally.measured({ open, unknown }), series: [], ...note };
  },
};

function firstAcknowledged(history: History): ReadonlyMap<string, FactOf<'alert.acknowledged'>> {
  const first = new Map<string, FactOf<'alert.acknowledged'>>();
  for (const event of history.of('alert.acknowledged')) {
    if (event.channel !== 'slack' || event.actor.kind !== 'human') continue;
    first.set(event.alert_id, earlier(first.get(event.alert_id), event));
  }
  return first;
}
