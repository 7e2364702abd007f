import { firstOf } from '../event-order.ts';
import { createCountTally } from '../measure/count.ts';
import type { MetricDefinition } from '../metric-definition.ts';
import { isWithin } from '../period.ts';

/** Reruns that a failed validation caused (S1.8). */
export const reRunCount: MetricDefinition<'count'> = {
  name: 'security_ci.re_run_count',
  title: 'Reruns after a failed validation',
  kind: 'count',
  unit: '{rerun}',
  definition:
    'Distinct `rerun_id` of `rerun.started` whose recovery was opened by a validation with verdict fail. Reruns after an inconclusive validation are not counted.',
  anchor: '`rerun.started`',
  labels: {
    mechanism: '`rerun-failed`, `rerun-all`, `dispatch`, `roll-forward`',
    initiation: '`automated`, `manual`',
  },
  companions: { unknown: 'reruns whose recovery, or the validation that opened it, is not known' },
  fold(history, period) {
    const tally = createCountTally();
    let unknown = 0;
    const started = firstOf(history.of('rerun.started'), ({ rerun_id }) => rerun_id);
    for (const { at, recovery_id, mechanism, initiation } of started.values()) {
      if (!isWithin(at, period)) continue;
      const opened = history.recoveries().get(recovery_id)?.opened;
      const cause = history.find('validation.completed', opened?.validation_id ?? null);
      if (!cause) unknown += 1;
      else if (cause.verdict === 'fail') tally.add({ mechanism, initiation });
    }
    return tally.measured({ unknown });
  },
};
