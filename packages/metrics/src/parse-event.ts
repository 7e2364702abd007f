import { schemaProblem } from '@provkit/json';
import { validateEventParts } from './event.generated.ts';
import type { Event, EventType } from './event.ts';
import { type EventProblem, eventProblem } from './event-rules.ts';
import { MetricsError } from './metrics-error.ts';
import { NATURAL_KEYS } from './natural-key.ts';

/** The fields that every event has (spec.md 3.1); whatever else it has belongs to its type. */
const ENVELOPE_FIELDS: ReadonlySet<string> = new Set([
  'type',
  'id',
  'schema',
  'at',
  'recorded_at',
  'producer',
  'seq',
  'repository',
  'repository_id',
  'tag',
  'run_id',
  'run_attempt',
  'actor',
  'trigger',
  'corrects',
] satisfies (keyof Event)[]);

/**
 * The value as an event: of a known type, with the fields of that type and no others, consistent, and with the id that
 * its natural key gives. Pure; the value is returned as it is.
 * @throws MetricsError EVENT_INVALID, naming the JSON pointer of the first thing that is wrong
 */
export function parseEvent(value: unknown): Event {
  assertShape(value);
  assertRules(value);
  return value;
}

/** Whether the value has the fields of its type; what the fields say of one another is not looked at. */
export function assertShape(value: unknown): asserts value is Event {
  refuse(shapeProblem(value));
}

/** Whether the fields agree, `id` included. */
export function assertRules(event: Event): void {
  refuse(eventProblem(event));
}

function refuse(problem: EventProblem | undefined): void {
  if (!problem) return;
  throw new MetricsError('EVENT_INVALID', `event${problem.pointer}: ${problem.message}`);
}

function shapeProblem(value: unknown): EventProblem | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { pointer: '', message: 'must be an object' };
  }
  const type = 'type' in value ? value.type : undefined;
  if (!isEventType(type)) return { pointer: '/type', message: 'must be a known type of event' };
  const parts = partsOf(type, value);
  if (validateEventParts(parts)) return undefined;
  const errors = validateEventParts.errors ?? [];
  const { pointer } = schemaProblem(errors, parts);
  // Without the value that was found: it may be a secret that somebody took for a name.
  const message = errors.find(({ instancePath }) => instancePath === pointer)?.message;
  return {
    pointer: pointer.replace(/^\/[^/]+/, ''),
    message: message ?? 'is missing, or unknown here',
  };
}

/** What the compiled validator takes: fields of the envelope, and the others under the name of the type. */
function partsOf(type: EventType, value: object): Record<string, unknown> {
  const envelope: Record<string, unknown> = {};
  const payload: Record<string, unknown> = {};
  for (const field of Object.keys(value)) {
    const part = ENVELOPE_FIELDS.has(field) ? envelope : payload;
    part[field === '__proto__' ? PROTO : field] = value[field as keyof typeof value];
  }
  return { envelope, [type]: payload };
}

/** Stands for the one member that assigning would not make: it is as unknown, and is refused. */
const PROTO = '"__proto__"';

function isEventType(type: unknown): type is EventType {
  return typeof type === 'string' && Object.hasOwn(NATURAL_KEYS, type);
}
