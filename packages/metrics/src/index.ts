export { createEvent } from './create-event.ts';
export type { Envelope, Event, EventDraft, EventOf, EventType } from './event.ts';
export { eventId } from './event-id.ts';
export type { EventLog, ReadOptions } from './event-log.ts';
export { isMetricsError, MetricsError, type MetricsErrorCode } from './metrics-error.ts';
export { NATURAL_KEYS, naturalKeyOf } from './natural-key.ts';
export { parseEvent } from './parse-event.ts';
