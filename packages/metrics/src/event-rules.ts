import type { Event, EventOf, EventType } from './event.ts';
import { eventId } from './event-id.ts';
import { naturalKeyOf } from './natural-key.ts';

/** What an event that fits the schema still gets wrong. */
export interface EventProblem {
  /** JSON pointer within the event. */
  readonly pointer: string;
  readonly message: string;
}

type Rules = { readonly [T in EventType]?: (event: EventOf<T>) => EventProblem | undefined };

/** Rules across the fields of one type, where there are any. */
const RULES: Rules = {
  'validation.completed': ({ verdict, failure_reason: reason, class: failureClass }) => {
    if (verdict === 'pass' && (reason !== null || failureClass !== null)) {
      return { pointer: '/failure_reason', message: 'must be null, and class too, on pass' };
    }
    if (verdict === 'fail' && (reason === null || failureClass === null)) {
      return { pointer: '/failure_reason', message: 'must say why, and class too, on fail' };
    }
    return undefined;
  },
  'alert.acknowledged': ({ actor, by }) => {
    if (actor.kind !== 'human') {
      return { pointer: '/actor/kind', message: 'must be human: a bot acknowledges nothing' };
    }
    // as GitHub writes the login of an app; no person's may have brackets
    return by.endsWith('[bot]')
      ? { pointer: '/by', message: 'must be a person: a bot acknowledges nothing' }
      : undefined;
  },
  'rerun.started': ({ initiation, approval_id }) =>
    initiation === 'automated' && approval_id !== null
      ? { pointer: '/initiation', message: 'must be manual: somebody approved the rerun' }
      : undefined,
  'rerun.finished': ({ outcome, validation_id }) =>
    outcome !== 'lost' && validation_id === null
      ? { pointer: '/validation_id', message: 'must name the validation that gave the outcome' }
      : undefined,
  'rollback.completed': ({ run_id }) =>
    run_id === null ? { pointer: '/run_id', message: 'must name the rollback run' } : undefined,
};

/** The first rule across fields that the event breaks. Pure; the event fits the schema. */
export function eventProblem(event: Event): EventProblem | undefined {
  if (event.id !== eventId(event.type, naturalKeyOf(event))) {
    return { pointer: '/id', message: 'is not the SHA-256 of type and natural key' };
  }
  const rule = RULES[event.type] as ((event: Event) => EventProblem | undefined) | undefined; // of this event's own type
  return rule?.(event);
}
