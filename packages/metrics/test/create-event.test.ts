import { createEvent, eventId, naturalKeyOf, parseEvent } from '@provkit/metrics';
import { describe, expect, it } from 'vitest';
import { invalid } from './refusals.ts';
import { DRAFTS, EVENT_TYPES, HASH } from './samples.ts';

describe('createEvent', () => {
  it.each(EVENT_TYPES)('spec 3.2: completes a draft of %s to an event that is accepted', (type) => {
    const draft = DRAFTS[type];
    const event = createEvent(draft);
    expect(event).toEqual({ ...draft, id: event.id, schema: 1 });
    expect(event.id).toBe(eventId(type, naturalKeyOf(event)));
    expect(parseEvent(event)).toBe(event);
  });

  it('gives the same fact the same id, whoever records it and when', () => {
    const first = createEvent(DRAFTS['validation.completed']);
    const again = createEvent({
      ...DRAFTS['validation.completed'],
      recorded_at: '2026-11-25T00:00:00.000Z',
      producer: { name: 'other', version: '9', instance: 'elsewhere' },
      seq: 44,
    });
    expect(again.id).toBe(first.id);
  });

  it('gives the next try an id of its own', () => {
    const first = createEvent(DRAFTS['validation.completed']);
    const second = createEvent({ ...DRAFTS['validation.completed'], try: 2 });
    expect(second.id).not.toBe(first.id);
  });

  it('spec 3.1: gives a correction an id of its own, and each later correction too', () => {
    const draft = DRAFTS['notification.attempted'];
    const original = createEvent(draft);
    const correction = createEvent({ ...draft, outcome: 'delivered', corrects: original.id });
    const later = createEvent({
      ...draft,
      outcome: 'not_delivered',
      corrects: original.id,
      recorded_at: '2026-11-24T11:00:00.000Z',
    });
    expect(new Set([original.id, correction.id, later.id]).size).toBe(3);
    expect(correction.corrects).toBe(original.id);
  });

  it('refuses a draft of no known type, before it looks for a natural key', () => {
    const draft = { ...DRAFTS['lock.waited'], type: 'lock.lost' } as never;
    expect(() => createEvent(draft)).toThrow(invalid('/type'));
  });

  it('refuses a draft without a producer, before it reads the instance', () => {
    const { producer: _producer, ...draft } = DRAFTS['lock.waited'];
    expect(() => createEvent(draft as never)).toThrow(invalid());
  });

  it('refuses a field that the type does not have', () => {
    const draft = { ...DRAFTS['recovery.closed'], token: HASH };
    expect(() => createEvent(draft)).toThrow(invalid());
  });

  it('refuses a local time: what is stored is UTC with milliseconds', () => {
    const draft = { ...DRAFTS['recovery.closed'], at: '2026-11-24T10:00:00+01:00' };
    expect(() => createEvent(draft)).toThrow(invalid('/at'));
  });
});
