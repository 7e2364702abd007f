export { CATALOG, CHECK_IDS, type CheckDescription, type CheckId } from '../checks/catalog.ts';
export type { FailureReason } from '../failure-reason.ts';
export { CHECK_GUIDES, type CheckGuide } from './checks.ts';
export { CLASS_GUIDES, type ClassGuide, type FailureClass } from './classes.ts';
export { REASONS, type ReasonGuide } from './reasons.ts';
