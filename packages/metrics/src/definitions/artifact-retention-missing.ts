import { earlier } from '../event-order.ts';
import type { FactOf } from '../history/fact.ts';
import type { MetricDefinition } from '../metric-definition.ts';
import { isWithin } from '../period.ts';

/** Artifacts that were gone when they were to be validated (S1.6, S1.8). */
export const artifactRetentionMissing: MetricDefinition<'counter'> = {
  name: 'artifact_retention_missing',
  title: 'Artifacts lost to retention',
  kind: 'counter',
  unit: '{artifact}',
  definition:
    'Distinct (repository, `artifact_id`) of `artifact.unavailable` with reason artifact_retention_missing.',
  anchor: 'first `artifact.unavailable` of the artifact with that reason',
  labels: {},
  companions: {},
  fold(history, period) {
    const artifacts = new Map<string, FactOf<'artifact.unavailable'>>();
    for (const event of history.of('artifact.unavailable')) {
      if (event.reason !== 'artifact_retention_missing') continue;
      const key = `${history.repositoryOf(event.place)}\n${event.artifact_id}`;
      artifacts.set(key, earlier(artifacts.get(key), event));
    }
    const value = [...artifacts.values()].filter(({ at }) => isWithin(at, period)).length;
    return { total: { value }, series: [], companions: {} };
  },
};
