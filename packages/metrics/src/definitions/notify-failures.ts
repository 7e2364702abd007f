import { earlier } from '../event-order.ts';
import type { FactOf } from '../history/fact.ts';
import { ratioByNumerator } from '../measure/ratio.ts';
import type { MetricDefinition } from '../metric-definition.ts';
import { createWindow, isWithin } from '../period.ts';

/** Issues opened, against runs validated (S2.10). */
export const notifyFailures: MetricDefinition<'ratio'> = {
  name: 'notify.failures',
  title: 'Issues opened per run',
  kind: 'ratio',
  unit: '{issue}/{run}',
  definition:
    'Distinct `issue.opened` (repository, issue number) against distinct (repository, run) with a conclusive verdict. More than 1 means that something is wrong.',
  anchor: 'numerator: `issue.opened`; denominator: first conclusive verdict of the run',
  labels: { cause: 'of the Issue: `fallback`, `policy`' },
  companions: {},
  fold(history, period) {
    const issues = new Map<string, FactOf<'issue.opened'>>();
    for (const event of history.of('issue.opened')) {
      const key = `${history.repositoryOf(event.place)}\n${event.issue_number}`;
      issues.set(key, earlier(issues.get(key), event));
    }
    const runs = new Map<string, number>();
    for (const { place, attempt, firstConclusive } of history.subjects()) {
      if (!firstConclusive || attempt.run_id === null) continue;
      const key = `${history.repositoryOf(place)}\n${attempt.run_id}`;
      runs.set(key, Math.min(firstConclusive.time, runs.get(key) ?? firstConclusive.time));
    }
    const opened = [...issues.values()].filter(({ at }) => isWithin(at, period));
    const validated = [...runs.values()].filter(createWindow(period));
    return ratioByNumerator(
      opened.map(({ cause }) => ({ cause })),
      validated.length,
    );
  },
};
