import { earlier } from '../event-order.ts';
import type { FactOf } from '../history/fact.ts';
import { createCountTally } from '../measure/count.ts';
import type { MetricDefinition } from '../metric-definition.ts';
import { isWithin } from '../period.ts';

const CHANGES = ['added', 'modified', 'removed'] as const;

/** Entries of manifests that changed (S6.6). */
export const manifestDiffCount: MetricDefinition<'count'> = {
  name: 'governance.manifest_diff_count',
  title: 'Manifest entries changed',
  kind: 'count',
  unit: '{entry}',
  definition:
    'Sum of the entries added, modified and removed by `manifest.changed` on the protected branch: those triggered by a pull request are not on it yet. A commit counts once for each manifest, a merge commit too.',
  anchor: '`manifest.changed`',
  labels: { change: '`added`, `modified`, `removed`' },
  companions: { pull_request: 'changes that were proposed in pull requests, in events' },
  fold(history, period) {
    const tally = createCountTally(CHANGES.map((change) => ({ change })));
    const commits = new Map<string, FactOf<'manifest.changed'>>();
    let proposed = 0;
    for (const event of history.of('manifest.changed')) {
      if (event.trigger === 'pull_request') {
        if (isWithin(event.at, period)) proposed += 1;
        continue;
      }
      const key = `${history.repositoryOf(event.place)}\n${event.commit}\n${event.path}`;
      commits.set(key, earlier(commits.get(key), event));
    }
    for (const event of commits.values()) {
      if (!isWithin(event.at, period)) continue;
      for (const change of CHANGES) tally.add({ change }, event[change]);
    }
    return tally.measured({ pull_request: proposed });
  },
};
