import { firstOf } from '../event-order.ts';
import { createRatioTally } from '../measure/ratio.ts';
import type { MetricDefinition } from '../metric-definition.ts';
import { isWithin } from '../period.ts';

/** Share of reruns that put things right (S3.7). */
export const rerunSuccessRate: MetricDefinition<'ratio'> = {
  name: 'rerun.success_rate',
  title: 'Reruns that passed',
  kind: 'ratio',
  unit: '1',
  definition:
    'Distinct `rerun_id` of `rerun.finished` with outcome pass or fail; of these, those with pass.',
  anchor: '`rerun.finished`',
  labels: {
    mechanism:
      'of its `rerun.started`: `rerun-failed`, `rerun-all`, `dispatch`, `roll-forward`; `unknown` without one',
    initiation: 'of its `rerun.started`: `automated`, `manual`; `unknown` without one',
  },
  companions: {
    refused: 'reruns that GitHub refused, by `rerun.refused`',
    lost: 'reruns that were cancelled, timed out or vanished',
    inconclusive: 'reruns whose validation could not decide',
  },
  fold(history, period) {
    const tally = createRatioTally();
    const beside = { refused: 0, lost: 0, inconclusive: 0 };
    const started = firstOf(history.of('rerun.started'), ({ rerun_id }) => rerun_id);
    const finished = firstOf(history.of('rerun.finished'), ({ rerun_id }) => rerun_id);
    for (const { at, rerun_id, outcome } of finished.values()) {
      if (!isWithin(at, period)) continue;
      if (outcome === 'lost' || outcome === 'inconclusive') {
        beside[outcome] += 1;
        continue;
      }
      const { mechanism = 'unknown', initiation = 'unknown' } = started.get(rerun_id) ?? {};
      tally.add({ mechanism, initiation }, outcome === 'pass');
    }
    for (const { at } of history.of('rerun.refused')) if (isWithin(at, period)) beside.refused += 1;
    return tally.measured(beside);
  },
};
