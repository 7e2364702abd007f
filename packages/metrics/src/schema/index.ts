export { Event, EventParts } from './event.ts';
export { FiguresDocument } from './figures.ts';
export { TargetsFile } from './targets.ts';
export {
  FailureClass,
  FailureReason,
  Mechanism,
  RecoveryEvent,
  RecoveryState,
  Verdict,
} from './vocabulary.ts';
