import { createDurationTally } from '../measure/durations.ts';
import type { MetricDefinition } from '../metric-definition.ts';
import { elapsedMs, isWithin } from '../period.ts';

/** How long it took to recover by a rerun (S3.7). */
export const rerunTimeToResolution: MetricDefinition<'duration'> = {
  name: 'rerun.time_to_resolution',
  title: 'Time to resolution',
  kind: 'duration',
  unit: 's',
  definition:
    'From `recovery.opened` to `recovery.closed` of recoveries that closed as recovered and had at least one `rerun.started`. Blocked, superseded and dismissed ones are no samples.',
  anchor: '`recovery.closed`',
  labels: { class: 'of the failure: `security`, `release`, `evidence`, `transient`' },
  companions: {
    open: 'recoveries opened before the end of the window and neither closed nor blocked at `as_of`',
    blocked: 'recoveries opened before the end of the window and blocked at `as_of`',
    unknown: 'recoveries that closed as recovered, and whose opening is not known',
    clock_skew: 'recoveries that seem to have closed before they opened',
  },
  fold(history, period) {
    const tally = createDurationTally();
    const beside = { open: 0, blocked: 0, unknown: 0 };
    for (const { opened, closed, hasRerun, isBlocked } of history.recoveries().values()) {
      if (!closed) {
        if (opened && opened.at < period.to) beside[isBlocked ? 'blocked' : 'open'] += 1;
      } else if (closed.outcome === 'recovered' && hasRerun && isWithin(closed.at, period)) {
        if (opened) tally.add({ class: opened.class }, elapsedMs(opened, closed));
        else beside.unknown += 1;
      }
    }
    return tally.measured(beside);
  },
};
