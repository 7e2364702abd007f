import { firstOf } from '../event-order.ts';
import { createRatioTally } from '../measure/ratio.ts';
import type { MetricDefinition } from '../metric-definition.ts';
import { isWithin } from '../period.ts';

/** Share of reruns that nobody had to ask for or approve (S3.7). */
export const rerunAutomatedVsManual: MetricDefinition<'ratio'> = {
  name: 'rerun.automated_vs_manual',
  title: 'Reruns without a person',
  kind: 'ratio',
  unit: '1',
  definition:
    'Distinct `rerun_id` of `rerun.started`; of these, those with initiation automated: no person acted between failure and request. An approved rerun is manual.',
  anchor: '`rerun.started`',
  labels: { mechanism: '`rerun-failed`, `rerun-all`, `dispatch`, `roll-forward`' },
  companions: {},
  fold(history, period) {
    const tally = createRatioTally();
    const started = firstOf(history.of('rerun.started'), ({ rerun_id }) => rerun_id);
    for (const { at, mechanism, initiation } of started.values()) {
      if (isWithin(at, period)) tally.add({ mechanism }, initiation === 'automated');
    }
    return tally.measured();
  },
};
