import type { Event } from './schema/event.ts';

export type { Envelope, Event } from './schema/event.ts';

/** Name of an event's type, for example `validation.completed`. */
export type EventType = Event['type'];

/** The event of one type. */
export type EventOf<T extends EventType> = Extract<Event, { readonly type: T }>;

/** What `createEvent` takes: an event without what is computed. */
export type EventDraft<T extends EventType = EventType> = T extends EventType
  ? Omit<EventOf<T>, 'id' | 'schema'>
  : never;
