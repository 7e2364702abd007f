export { entryChanges } from './entry-changes.ts';
export { FAILURE_CLASSES, type FailureClass } from './failure-classes.ts';
export { REASONS } from './reasons.ts';
export { releaseOf } from './release-of.ts';
export { mayRecord, STATUS_CHANGES } from './status-changes.ts';
export type { Validation } from './validation.ts';
export { type EventContext, validationEvent } from './validation-event.ts';
export { type ValidationContext, validationOutcome } from './validation-outcome.ts';
