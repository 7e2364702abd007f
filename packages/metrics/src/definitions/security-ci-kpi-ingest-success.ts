import type { EventType } from '../event.ts';
import type { History } from '../history/history.ts';
import { createRatioTally } from '../measure/ratio.ts';
import type { MetricDefinition } from '../metric-definition.ts';
import { epochMs, HOUR_MS } from '../period.ts';

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
    unknown: 'attempts in the window for events that are not in the log',
  },
  fold(history, period) {
    const [from, to, asOf] = [period.from, period.to, period.asOf].map(epochMs) as [
      number,
      number,
      number,
    ];
    const { takenIn, decided, unknown } = decisions(history, from, to);
    const types = new Map<EventType, { hits: number; count: number }>();
    let open = 0;
    for (let position = 0; position < history.times.length; position += 1) {
      const time = history.times[position] ?? Number.NaN;
      const type = history.types[position];
      if (type === undefined || type === 'kpi.ingest_attempted') continue;
      if (time < from || time >= to) continue;
      if (decided[position] !== 1 && time >= asOf - DUE_AFTER_MS) {
        open += 1;
        continue;
      }
      let counts = types.get(type);
      if (!counts) {
        counts = { hits: 0, count: 0 };
        types.set(type, counts);
      }
      counts.count += 1;
      if ((takenIn[position] ?? 0) - time <= DUE_AFTER_MS) counts.hits += 1;
    }
    const tally = createRatioTally();
    for (const [type, { hits, count }] of types) tally.addAll({ type }, hits, count);
    return tally.measured({ open, unknown });
  },
};

/** When each event was taken in first, in ms, and whether it was decided at all, by its position in the history. */
interface Decisions {
  readonly takenIn: Float64Array;
  readonly decided: Uint8Array;
  readonly unknown: number;
}

function decisions(history: History, from: number, to: number): Decisions {
  const takenIn = new Float64Array(history.types.length).fill(Number.POSITIVE_INFINITY);
  const decided = new Uint8Array(history.types.length);
  let unknown = 0;
  history.each('kpi.ingest_attempted', ({ outcome }, event, time) => {
    if (history.types[event] === undefined) {
      if (time >= from && time < to) unknown += 1;
    } else if (outcome !== 'unreachable') {
      decided[event] = 1;
      if (outcome !== 'rejected') takenIn[event] = Math.min(takenIn[event] ?? 0, time);
    }
  });
  return { takenIn, decided, unknown };
}
