import { createDurationTally } from '../measure/durations.ts';
import type { MetricDefinition } from '../metric-definition.ts';
import { elapsedMs, isWithin } from '../period.ts';

/** How long after its Issue a failure was fixed (S4.8). */
export const recoveryIssueToFix: MetricDefinition<'duration'> = {
  name: 'recovery.issue_to_fix',
  title: 'From Issue to fix',
  kind: 'duration',
  unit: 's',
  definition:
    'From the first `issue.opened` of a recovery to its `recovery.closed` with outcome recovered or rolled-back. Closing the Issue is not the fix. An Issue belongs to the recovery that it names; one that names none, to that which the validation of its alert opened.',
  anchor: '`recovery.closed`',
  labels: { outcome: '`recovered`, `rolled-back`' },
  companions: {
    open: 'recoveries with an Issue opened before the end of the window that are not closed at `as_of`',
    fixed_before_issue: 'recoveries that closed before their Issue was opened: no sample',
    without_issue: 'recoveries fixed in the window that never had an Issue',
  },
  fold(history, period) {
    const tally = createDurationTally();
    const beside = { open: 0, fixed_before_issue: 0, without_issue: 0 };
    for (const { closed, firstIssue } of history.recoveries().values()) {
      if (!closed) {
        if (firstIssue && firstIssue.at < period.to) beside.open += 1;
        continue;
      }
      const { outcome } = closed;
      if (outcome !== 'recovered' && outcome !== 'rolled-back') continue;
      if (!isWithin(closed.at, period)) continue;
      if (!firstIssue) beside.without_issue += 1;
      else if (closed.at < firstIssue.at) beside.fixed_before_issue += 1;
      else tally.add({ outcome }, elapsedMs(firstIssue, closed));
    }
    return tally.measured(beside);
  },
};
