import { firstOf } from '../event-order.ts';
import { createDurationTally } from '../measure/durations.ts';
import type { MetricDefinition } from '../metric-definition.ts';
import { elapsedMs, isWithin } from '../period.ts';

/** How long after the failed validation its Issue was there (S2.10). */
export const notifyIssueLatency: MetricDefinition<'duration'> = {
  name: 'notify.issue_latency',
  title: 'From failure to Issue',
  kind: 'duration',
  unit: 's',
  definition:
    'From the `validation.completed` that the alert of an Issue names to the first `issue.opened` of that Issue (repository, issue number).',
  anchor: '`issue.opened`',
  labels: { cause: 'of the Issue: `fallback`, `policy`' },
  companions: {
    unknown: 'Issues whose alert, or the validation it names, is not known',
    clock_skew: 'Issues that seem older than their validation',
  },
  fold(history, period) {
    const tally = createDurationTally();
    const { raised } = history.alerts();
    let unknown = 0;
    const issues = firstOf(
      history.of('issue.opened'),
      (issue) => `${history.repositoryOf(issue.place)}\n${issue.issue_number}`,
    );
    for (const issue of issues.values()) {
      if (!isWithin(issue.at, period)) continue;
      const alert = issue.alert_id === null ? undefined : raised.get(issue.alert_id);
      const validation = history.find('validation.completed', alert?.validation_id ?? null);
      if (validation) tally.add({ cause: issue.cause }, elapsedMs(validation, issue));
      else unknown += 1;
    }
    return tally.measured({ unknown });
  },
};
