import { earlier } from '../event-order.ts';
import type { FactOf } from './fact.ts';
import type { History } from './history.ts';
import { subjectKeyOf } from './subjects.ts';

type Attempt = FactOf<'notification.attempted'>;
type Raised = FactOf<'alert.raised'>;

/** What was tried on Slack for one alert: rungs edge and webhook, purpose alert. */
export interface SlackAttempts {
  readonly first: Attempt;
  readonly firstDelivered: Attempt | undefined;
  /** Every delivered one: which followed a failure in time is not always the first. */
  readonly delivered: readonly Attempt[];
  readonly hasUnknown: boolean;
}

/** Alerts, by `alert_id`. */
export interface Alerts {
  readonly raised: ReadonlyMap<string, Raised>;
  readonly slack: ReadonlyMap<string, SlackAttempts>;
}

/** All alerts of a history. */
export function alertsOf(history: History): Alerts {
  const raised = new Map<string, Raised>();
  for (const event of history.of('alert.raised')) {
    raised.set(event.alert_id, earlier(raised.get(event.alert_id), event));
  }
  const slack = new Map<
    string,
    {
      first: Attempt;
      firstDelivered: Attempt | undefined;
      delivered: Attempt[];
      hasUnknown: boolean;
    }
  >();
  for (const event of history.of('notification.attempted')) {
    if (event.purpose !== 'alert' || (event.rung !== 'edge' && event.rung !== 'webhook')) continue;
    let attempts = slack.get(event.alert_id);
    if (!attempts) {
      attempts = { first: event, firstDelivered: undefined, delivered: [], hasUnknown: false };
      slack.set(event.alert_id, attempts);
    }
    attempts.first = earlier(attempts.first, event);
    if (event.outcome === 'unknown') attempts.hasUnknown = true;
    if (event.outcome !== 'delivered') continue;
    attempts.firstDelivered = earlier(attempts.firstDelivered, event);
    attempts.delivered.push(event);
  }
  return { raised, slack };
}

/**
 * The subject that an alert is about: that of the validation it names, else what its own event says, else what the event
 * says that speaks of it.
 */
export function alertedSubject(event: Attempt | FactOf<'issue.opened'>, history: History): string {
  const raised = event.alert_id === null ? undefined : history.alerts().raised.get(event.alert_id);
  const validation = history.find('validation.completed', raised?.validation_id ?? null);
  return subjectKeyOf(validation ?? raised ?? event, history);
}
