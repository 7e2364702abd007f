import type { Event } from './event.ts';
import { eventId } from './event-id.ts';
import { naturalKeyOf } from './natural-key.ts';

/** What an event that fits the schema still gets wrong. */
export interface EventProblem {
  /** JSON pointer within the event. */
  readonly pointer: string;
  readonly message: string;
}

/** The first rule across fields that the event breaks. Pure; the event fits the schema. */
export function eventProblem(event: Event): EventProblem | undefined {
  if (event.id !== eventId(event.type, naturalKeyOf(event))) {
    return { pointer: '/id', message: 'is not the SHA-256 of type and natural key' };
  }
  switch (event.type) {
    case 'validation.completed':
      return validationProblem(event);
    case 'alert.acknowledged':
      return event.actor.kind === 'human'
        ? undefined
        : { pointer: '/actor/kind', message: 'must be human: a bot acknowledges nothing' };
    case 'rerun.started':
      return event.initiation === 'automated' && event.approval_id !== null
        ? { pointer: '/initiation', message: 'must be manual: somebody approved the rerun' }
        : undefined;
    case 'rerun.finished':
      return event.outcome !== 'lost' && event.validation_id === null
        ? { pointer: '/validation_id', message: 'must name the validation that gave the outcome' }
        : undefined;
    case 'rollback.completed':
      return event.run_id === null
        ? { pointer: '/run_id', message: 'must name the rollback run' }
        : undefined;
    default:
      return undefined;
  }
}

function validationProblem({
  verdict,
  failure_reason,
  class: failureClass,
}: Extract<Event, { type: 'validation.completed' }>): EventProblem | undefined {
  if (verdict === 'pass' && (failure_reason !== null || failureClass !== null)) {
    return { pointer: '/failure_reason', message: 'must be null, and class too, on pass' };
  }
  if (verdict === 'fail' && (failure_reason === null || failureClass === null)) {
    return { pointer: '/failure_reason', message: 'must say why, and class too, on fail' };
  }
  return undefined;
}
