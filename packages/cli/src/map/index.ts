export { entryChanges } from './entry-changes.ts';
export { FAILURE_CLASSES, type FailureClass } from './failure-classes.ts';
export { lockWaitedEvent } from './lock-waited-event.ts';
export { manifestChangedEvent } from './manifest-changed-event.ts';
export { REASONS } from './reasons.ts';
export { releaseOf } from './release-of.ts';
export {
  HUMAN_STATUS_CHANGES,
  mayRecord,
  STATUS_CHANGES,
  STATUS_TRANSITIONS,
  transitionsFor,
} from './status-changes.ts';
export type { Validation } from './validation.ts';
export { type EventContext, validationEvent } from './validation-event.ts';
export { type ValidationContext, validationOutcome } from './validation-outcome.ts';
