import { earlier } from '../event-order.ts';
import type { FactOf } from '../history/fact.ts';
import { createDurationTally } from '../measure/durations.ts';
import type { MetricDefinition } from '../metric-definition.ts';
import { elapsedMs, isWithin } from '../period.ts';

/** How long a rollback took from the decision on (S4.8). */
export const recoveryRollbackLeadTime: MetricDefinition<'duration'> = {
  name: 'recovery.rollback_lead_time',
  title: 'Rollback lead time',
  kind: 'duration',
  unit: 's',
  definition: 'From `rollback.decided` to `rollback.completed` of the same `rollback_id`.',
  anchor: '`rollback.completed`',
  labels: {},
  companions: {
    open: 'rollbacks decided before the end of the window and not completed at `as_of`',
    unknown: 'rollbacks whose decision is not known',
    clock_skew: 'rollbacks that seem to be completed before they were decided',
  },
  fold(history, period) {
    const tally = createDurationTally();
    const decided = firstOf(history.of('rollback.decided'));
    const completed = firstOf(history.of('rollback.completed'));
    let unknown = 0;
    let open = 0;
    for (const [id, event] of completed) {
      if (!isWithin(event.at, period)) continue;
      const decision = decided.get(id);
      if (decision) tally.add({}, elapsedMs(decision, event));
      else unknown += 1;
    }
    for (const [id, { at }] of decided) if (at < period.to && !completed.has(id)) open += 1;
    return { ...tally.measured({ open, unknown }), series: [] };
  },
};

function firstOf<E extends FactOf<'rollback.decided'> | FactOf<'rollback.completed'>>(
  events: readonly E[],
): ReadonlyMap<string, E> {
  const first = new Map<string, E>();
  for (const event of events) {
    first.set(event.rollback_id, earlier(first.get(event.rollback_id), event));
  }
  return first;
}
