import type { EventDraft, EventOf, EventType } from './event.ts';
import { eventId } from './event-id.ts';
import { naturalKeyOf } from './natural-key.ts';
import { assertRules, assertShape } from './parse-event.ts';

/** Stands where the id will be; fits the schema. */
const NO_ID = '0'.repeat(64);

/**
 * Completes an event: its schema version, and the id that its natural key gives, so that writing the same fact twice is
 * harmless. Pure; times come from the caller's clock.
 * @param draft `at` and `recorded_at`: UTC with milliseconds, as `toISOString` writes it
 * @throws MetricsError EVENT_INVALID, naming the JSON pointer of the first thing that is wrong
 * @example
 * const event = createEvent({ type: 'lock.waited', lock: 'manifest', backend: 'file', wait_ms: 12, outcome: 'acquired',
 *   holder: null, at, recorded_at: at, producer, seq: 1, repository, repository_id: null, tag: null, run_id: null,
 *   run_attempt: null, actor: { kind: 'automated', id: 'provkit' }, trigger: 'release' });
 */
export function createEvent<T extends EventType>(
  draft: { readonly type: T } & EventDraft<T>, // T is inferred from its first half
): EventOf<T> {
  const event: unknown = { id: NO_ID, schema: 1, ...draft };
  assertShape(event); // first: a natural key can only be read from an event that is whole
  const identified = { ...event, id: eventId(event.type, naturalKeyOf(event)) };
  assertRules(identified);
  return identified as EventOf<T>; // of the draft's own type
}
