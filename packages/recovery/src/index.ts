export { askDecision, isDecidable } from './ask-decision.ts';
export { type Backoff, nextDelayMs } from './backoff.ts';
export { beginRecovery } from './begin-recovery.ts';
export {
  classify,
  FAILURES,
  type FailureClass,
  type FailureReason,
  type Remedy,
} from './failures.ts';
export { type Settled, settle } from './interpret.ts';
export { type EntryChange, entriesOf, statusChanges } from './manifest-mapping.ts';
export { type Opening, openRecovery } from './open-recovery.ts';
export { parseRecovery, serializeRecovery } from './parse-recovery.ts';
export { type DecisionInput, type DecisionKind, planDecision } from './plan-decision.ts';
export { type PlanInput, planRerun } from './plan-rerun.ts';
export { planRollback, type RollbackInput } from './plan-rollback.ts';
export { DEFAULT_RECOVERY_POLICY, parseRecoveryPolicy, type RecoveryPolicy } from './policy.ts';
export type { Observed, RecoveryPorts, RecoveryStore, Task } from './ports.ts';
export { isRecoveryError, RecoveryError, type RecoveryErrorCode } from './recovery-error.ts';
export { recoveryId } from './recovery-id.ts';
export type { Effect, Mechanism, Plan, RecoveryEvent, RecoveryState } from './recovery-state.ts';
export { rerunIdByHand } from './rerun-by-hand.ts';
export type { RunFacts } from './run-facts.ts';
export { type PassedRelease, senseSuperseded } from './sense-superseded.ts';
export { senseVerdict, type Verdict } from './sense-verdict.ts';
export { isTerminal, STATE_NAMES, STATES, type StateName } from './states.ts';
export type { Row } from './table/row.ts';
export { TABLE } from './table.ts';
export { transition } from './transition.ts';
