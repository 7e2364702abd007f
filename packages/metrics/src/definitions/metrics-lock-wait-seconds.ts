import { createDurationTally } from '../measure/durations.ts';
import type { MetricDefinition } from '../metric-definition.ts';
import { createWindow } from '../period.ts';

/** How long was waited for locks (S5.3). */
export const lockWaitSeconds: MetricDefinition<'duration'> = {
  name: 'metrics.lock_wait_seconds',
  title: 'Waiting for locks',
  kind: 'duration',
  unit: 's',
  definition:
    '`wait_ms` of `lock.waited`, time-outs included. With backend actions-queue it is an estimate (`started_at` − `created_at` of a job, queueing for a runner included) and never added to the others: it is a series, and not in the total. GitHub’s concurrency groups have no time-out; the limit of 5 minutes is ours.',
  anchor: '`lock.waited`',
  labels: {
    lock: '`manifest`, `notify`, `recover`, `validate`',
    backend: '`file`, `github`, `postgres`, `actions-queue`',
    outcome: '`acquired`, `timed_out`',
  },
  companions: {
    estimates: 'waits with backend actions-queue, which are not in the total',
    timed_out: 'waits that ended without the lock, estimates left out',
  },
  fold(history, period) {
    const tally = createDurationTally(({ backend }) => backend !== 'actions-queue');
    const isWithin = createWindow(period);
    let estimates = 0;
    let timedOut = 0;
    history.waits((wait, waitMs, time) => {
      if (!isWithin(time)) return;
      tally.add(wait, waitMs);
      if (wait.backend === 'actions-queue') estimates += 1;
      else if (wait.outcome === 'timed_out') timedOut += 1;
    });
    const { total, series } = tally.measured();
    return { total, series, companions: { estimates, timed_out: timedOut } };
  },
};
