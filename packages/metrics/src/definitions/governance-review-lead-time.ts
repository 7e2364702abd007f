import { earlier } from '../event-order.ts';
import type { FactOf } from '../history/fact.ts';
import type { History } from '../history/history.ts';
import { createDurationTally } from '../measure/durations.ts';
import type { MetricDefinition } from '../metric-definition.ts';
import { elapsedMs, isWithin } from '../period.ts';

type Requested = FactOf<'review.requested'>;
type Decided = FactOf<'review.decided'>;

/** How long a review was waited for (S6.6). */
export const reviewLeadTime: MetricDefinition<'duration'> = {
  name: 'governance.review_lead_time',
  title: 'Review lead time',
  kind: 'duration',
  unit: 's',
  definition:
    'From `review.requested` to the first `review.decided` by somebody in the approving team who is not the requester. Logins are compared without case, as GitHub does.',
  anchor: '`review.decided`',
  labels: {
    subject: '`manifest`, `rerun`, `rollback`, `override`, `policy`',
    decision: '`approved`, `changes_requested`, `denied`',
  },
  companions: {
    open: 'reviews requested before the end of the window and not decided at `as_of`',
    unknown: 'reviews decided in the window whose request is not known',
    clock_skew: 'reviews that seem to be decided before they were requested',
  },
  fold(history, period) {
    const tally = createDurationTally();
    const requests = firstRequests(history);
    const decisions = firstDecisions(history, requests);
    let unknown = 0;
    let open = 0;
    for (const [id, event] of decisions) {
      if (!isWithin(event.at, period)) continue;
      const request = requests.get(id);
      if (!request) unknown += 1;
      else {
        const { subject } = request;
        tally.add({ subject, decision: event.decision }, elapsedMs(request, event));
      }
    }
    for (const [id, { at }] of requests) if (at < period.to && !decisions.has(id)) open += 1;
    return tally.measured({ open, unknown });
  },
};

function firstRequests(history: History): ReadonlyMap<string, Requested> {
  const requests = new Map<string, Requested>();
  for (const event of history.of('review.requested')) {
    requests.set(event.review_id, earlier(requests.get(event.review_id), event));
  }
  return requests;
}

function firstDecisions(
  history: History,
  requests: ReadonlyMap<string, Requested>,
): ReadonlyMap<string, Decided> {
  const decisions = new Map<string, Decided>();
  for (const event of history.of('review.decided')) {
    const requester = requests.get(event.review_id)?.actor.id.toLowerCase();
    if (!event.in_team || event.by.toLowerCase() === requester) continue;
    decisions.set(event.review_id, earlier(decisions.get(event.review_id), event));
  }
  return decisions;
}
