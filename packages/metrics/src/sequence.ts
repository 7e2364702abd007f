import type { Event } from './event.ts';
import { MetricsError } from './metrics-error.ts';

/** The last `seq` of each producer instance. */
export type LastSeqs = ReadonlyMap<string, number>;

/**
 * The last numbers once the events are stored. Pure. An event that repeats an earlier number is a repetition of a stored
 * one and changes nothing.
 * @throws MetricsError SEQ_GAP: an event's number is more than one beyond its instance's last
 */
export function advance(lastSeqs: LastSeqs, events: readonly Event[]): LastSeqs {
  const next = new Map(lastSeqs);
  for (const { type, producer, seq } of events) {
    const last = next.get(producer.instance) ?? 0;
    if (seq > last + 1) {
      throw new MetricsError(
        'SEQ_GAP',
        `event ${type} has seq ${seq}, but the last one of its producer instance was ${last}`,
      );
    }
    next.set(producer.instance, Math.max(last, seq));
  }
  return next;
}
