import { createEvent, type EventDraft, isMetricsError, parseEvent } from '@provkit/metrics';
import { Event } from '@provkit/metrics/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertShape } from '../src/parse-event.ts';
import { invalid } from './refusals.ts';
import { DRAFTS, EVENT_TYPES } from './samples.ts';

const events = EVENT_TYPES.map((type) => createEvent(DRAFTS[type] as EventDraft));

describe('parseEvent', () => {
  it.each([null, undefined, 'x', 5, [], [events[0]]])('refuses %j: not an object', (value) => {
    expect(() => parseEvent(value)).toThrow(invalid());
  });

  it.each([undefined, 'constructor', '__proto__', 'validation.Completed', 7])(
    'refuses the type %j',
    (type) => {
      expect(() => parseEvent({ ...events[0], type })).toThrow(invalid('/type'));
    },
  );

  it('names the place of the first thing that is wrong', () => {
    const event = { ...createEvent(DRAFTS['rerun.started']), mechanism: 'wish' };
    expect(() => parseEvent(event)).toThrow(invalid('/mechanism'));
  });

  it('says of a member that it is missing, or that nobody knows it', () => {
    const { trigger: _trigger, ...without } = createEvent(DRAFTS['rerun.refused']);
    expect(() => parseEvent(without)).toThrow(invalid('/trigger: is missing, or unknown here'));
    const event = { ...createEvent(DRAFTS['rerun.refused']), colour: 'red' };
    expect(() => parseEvent(event)).toThrow(invalid('/colour: is missing, or unknown here'));
  });

  it('refuses a member __proto__, which is one of its own in what JSON.parse makes', () => {
    const text = JSON.stringify(createEvent(DRAFTS['rerun.refused']));
    const value: unknown = JSON.parse(text.replace('{', '{"__proto__":{"trigger":"test"},'));
    expect(() => parseEvent(value)).toThrow(invalid('/"__proto__": is missing, or unknown here'));
  });

  it('S1.7: does not repeat what it found: it may be a secret in the wrong field', () => {
    const event = { ...createEvent(DRAFTS['token.observed']), token: 'ghs_secret' };
    expect(() => parseEvent(event)).toThrow(/^event\/token: (?!.*ghs_secret)/);
  });

  it('spec 3.1: wants ids of runs as strings, since a number would lose digits', () => {
    const event = { ...createEvent(DRAFTS['recovery.closed']), run_id: 9876543210 };
    expect(() => parseEvent(event)).toThrow(invalid('/run_id'));
  });

  it.each(['2026-11-24T10:00:00Z', '2026-02-30T10:00:00.000Z', '2026-11-24 10:00:00.000Z', 'now'])(
    'spec 3.1: refuses the time %s',
    (at) => {
      const event = { ...createEvent(DRAFTS['recovery.closed']), at };
      expect(() => parseEvent(event)).toThrow(invalid('/at'));
    },
  );

  it('agrees with the zod schema about whole and about damaged events', () => {
    fc.assert(
      fc.property(fc.constantFrom(...events), damage(), (event, change) => {
        const value = change(event);
        const isAccepted = Event.safeParse(value).success;
        expect(fitsSchema(value)).toBe(isAccepted);
      }),
      { numRuns: 1500 },
    );
  });
});

/** Whether the compiled validator takes it. */
function fitsSchema(value: object): boolean {
  try {
    assertShape(value);
    return true;
  } catch (error) {
    if (!isMetricsError(error)) throw error;
    return false;
  }
}

/** Leaves an event alone, drops a field, sets one to another value, or adds one. */
function damage(): fc.Arbitrary<(event: object) => object> {
  const value = fc.oneof(
    fc.constantFrom(null, 0, 1, -1, 1.5, '', 'x', true, [], {}, 'pass', '12', 'a'.repeat(64)),
    fc
      .tuple(fc.constantFrom('a', 'é', '😀', '\ud800'), fc.constantFrom(512, 1024, 1025))
      .map(([character, length]) => character.repeat(length)),
    fc.jsonValue({ maxDepth: 1 }),
  );
  return fc.oneof(
    fc.constant((event: object) => event),
    fc.nat().map((n) => (event: object) => {
      const fields = Object.entries(event);
      return Object.fromEntries(fields.filter((_, index) => index !== n % fields.length));
    }),
    fc.tuple(fc.nat(), value).map(([n, other]) => (event: object) => {
      const field = Object.keys(event)[n % Object.keys(event).length] ?? 'type';
      return { ...event, [field]: other };
    }),
    fc.tuple(fc.string(), value).map(([field, other]) => (event: object) => ({
      ...event,
      [`x${field}`]: other,
    })),
  );
}
