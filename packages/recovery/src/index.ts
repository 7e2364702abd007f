export type { ActOutcome, RefusalCause } from './act-outcome.ts';
export { type ApprovalCommand, parseApprovalCommand } from './approval/approval-command.ts';
export type {
  Account,
  ApprovalEvidence,
  ApprovalStatement,
  CommentStatement,
  EnvironmentStatement,
  ReviewStatement,
} from './approval/approval-statement.ts';
export {
  type ApprovablePlan,
  type Approval,
  type ApprovalDecision,
  type ApprovalPolicy,
  type ApprovalProblem,
  DEFAULT_APPROVAL_ENVIRONMENT,
  decideApproval,
  type RefusedStatement,
} from './approval/decide-approval.ts';
export { type Backoff, DEFAULT_BACKOFF, nextDelayMs, type Tried } from './backoff.ts';
export { beginRecovery } from './begin-recovery.ts';
export {
  classify,
  FAILURES,
  type FailureClass,
  type FailureReason,
  type Remedy,
} from './failures.ts';
export type {
  CancelRun,
  Dispatch,
  GithubEffect,
  GithubResult,
  MergeGate,
  OpenedRollback,
  Rerun,
  Rollback,
  RollForward,
  StartedRun,
} from './github-effect.ts';
export { type Settled, settle } from './interpret.ts';
export {
  ENTRY_LOOKS,
  type EntryChange,
  type EntryLook,
  type EntryStatus,
  entriesOf,
  type StatusChange,
  statusChanges,
} from './manifest-mapping.ts';
export { toMermaid, toStateTable, toTransitionTable } from './mermaid.ts';
export { type Opening, openRecovery } from './open-recovery.ts';
export { parseRecovery, serializeRecovery } from './parse-recovery.ts';
export { type PlanInput, planRerun } from './plan-rerun.ts';
export { planRollback, type RollbackInput } from './plan-rollback.ts';
export { DEFAULT_RECOVERY_POLICY, parseRecoveryPolicy, type RecoveryPolicy } from './policy.ts';
export type { Observed, RecoveryPorts, RecoveryStore, Task } from './ports.ts';
export { isRecoveryError, RecoveryError, type RecoveryErrorCode } from './recovery-error.ts';
export { recoveryId } from './recovery-id.ts';
export type {
  Effect,
  EffectName,
  EscalationCause,
  EventType,
  Mechanism,
  Plan,
  PlanReason,
  RecoveryEvent,
  RecoveryState,
} from './recovery-state.ts';
export type { ObservedArtifact, ObservedJob, RunFacts } from './run-facts.ts';
export { senseVerdict, type Verdict } from './sense-verdict.ts';
export { isTerminal, STATE_NAMES, STATES, type StateName } from './states.ts';
export type { Row } from './table/row.ts';
export { TABLE } from './table.ts';
export { transition } from './transition.ts';
