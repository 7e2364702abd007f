import { codeOf, NONE, TYPE_CODES, typeOf } from '../history/columns.ts';
import { NO_ROW } from '../history/corrections.ts';
import type { History } from '../history/history.ts';
import { createRatioTally } from '../measure/ratio.ts';
import type { MetricDefinition } from '../metric-definition.ts';
import { createWindow, epochMs, HOUR_MS } from '../period.ts';

/** How soon an event must have been taken in. */
const DUE_AFTER_MS = 24 * HOUR_MS;

const INGEST = codeOf('kpi.ingest_attempted');

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
    const isWithin = createWindow(period);
    const { takenIn, isDecided, unknown } = decisions(history, isWithin);
    const { length, codes, times } = history.events;
    const young = epochMs(period.asOf) - DUE_AFTER_MS;
    const [hits, due] = [new Float64Array(TYPE_CODES), new Float64Array(TYPE_CODES)];
    let open = 0;
    for (let row = 0; row < length; row += 1) {
      const [code = NONE, time = 0] = [codes[row], times[row]];
      if (code === NONE || code === INGEST || !isWithin(time)) continue;
      if (isDecided[row] !== 1 && time >= young) open += 1;
      else {
        due[code] = (due[code] ?? 0) + 1;
        if ((takenIn[row] ?? 0) - time <= DUE_AFTER_MS) hits[code] = (hits[code] ?? 0) + 1;
      }
    }
    const tally = createRatioTally();
    for (const [code, count] of due.entries()) {
      const type = typeOf(code);
      if (type !== undefined && count > 0) tally.addAll({ type }, hits[code] ?? 0, count);
    }
    return tally.measured({ open, unknown });
  },
};

/** When each event was taken in first, in ms since 1970, and whether it was decided at all, by row. */
interface Decisions {
  readonly takenIn: Float64Array;
  readonly isDecided: Uint8Array;
  readonly unknown: number;
}

function decisions(history: History, isWithin: (time: number) => boolean): Decisions {
  const { length } = history.events;
  const takenIn = new Float64Array(length).fill(Number.POSITIVE_INFINITY);
  const isDecided = new Uint8Array(length);
  let unknown = 0;
  history.ingests(({ outcome }, row, time) => {
    if (row === NO_ROW) {
      if (isWithin(time)) unknown += 1;
    } else if (outcome !== 'unreachable') {
      isDecided[row] = 1;
      if (outcome !== 'rejected') takenIn[row] = Math.min(takenIn[row] ?? 0, time);
    }
  });
  return { takenIn, isDecided, unknown };
}
