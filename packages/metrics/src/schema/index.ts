export { Event, EventParts } from './event.ts';
export {
  FailureClass,
  FailureReason,
  Mechanism,
  RecoveryEvent,
  RecoveryState,
  Verdict,
} from './vocabulary.ts';
