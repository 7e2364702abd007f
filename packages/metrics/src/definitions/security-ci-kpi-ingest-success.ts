import type { History } from '../history/history.ts';
import { createRatioTally } from '../measure/ratio.ts';
import type { MetricDefinition } from '../metric-definition.ts';
import { HOUR_MS, iso, isWithin } from '../period.ts';

/** How soon an event must have been taken in. */
const DUE_AFTER_MS = 24 * HOUR_MS;

/** Share of events that reached the KPI store in time (S1.8). */
export const kpiIngestSuccess: MetricDefinition<'ratio'> = {
  name: 'security_ci.kpi_ingest_success',
  title: 'Events taken in within a day',
  kind: 'ratio',
  unit: '1',
  definition:
    'Distinct events of every type but `kpi.ingest_attempted`, corrections included, that are older than 24 h at `as_of` or already decided (accepted, duplicate or rejected). Of these, those with an accepted or duplicate attempt at most 24 h after their `at`. Folded over the log of the producers: one that never reached the store is seen here, and not there. No lock of the ingest itself is among the `lock.waited` events, so all of them are due.',
  anchor: 'the event that is due',
  labels: { type: 'type of the event' },
  companions: {
    open: 'events younger than 24 h that are not decided yet',
    unknown: 'attempts for events that are not in the log',
  },
  fold(history, period) {
    const tally = createRatioTally();
    const { takenIn, decided, unknown } = decisions(history);
    const overdue = iso(Date.parse(period.asOf) - DUE_AFTER_MS);
    let open = 0;
    history.events.forEach(({ type, at }, position) => {
      if (type === 'kpi.ingest_attempted' || !isWithin(at, period)) return;
      const acceptedAt = takenIn[position] ?? Number.POSITIVE_INFINITY;
      if (acceptedAt === Number.POSITIVE_INFINITY && at >= overdue && decided[position] !== 1) {
        open += 1;
      } else {
        tally.add({ type }, acceptedAt - Date.parse(at) <= DUE_AFTER_MS);
      }
    });
    return tally.measured({ open, unknown });
  },
};

/** When each event was taken in first, in ms, and whether it was decided at all, by its position in the history. */
interface Decisions {
  readonly takenIn: Float64Array;
  readonly decided: Uint8Array;
  readonly unknown: number;
}

function decisions(history: History): Decisions {
  const takenIn = new Float64Array(history.events.length).fill(Number.POSITIVE_INFINITY);
  const decided = new Uint8Array(history.events.length);
  let unknown = 0;
  for (const { event_id, outcome, at } of history.of('kpi.ingest_attempted')) {
    const position = history.positionOf(event_id);
    if (position === undefined) {
      unknown += 1;
    } else if (outcome !== 'unreachable') {
      decided[position] = 1;
      if (outcome === 'rejected') continue;
      takenIn[position] = Math.min(takenIn[position] ?? 0, Date.parse(at));
    }
  }
  return { takenIn, decided, unknown };
}
