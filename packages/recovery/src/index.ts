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
export { isRecoveryError, RecoveryError, type RecoveryErrorCode } from './recovery-error.ts';
export type { ObservedArtifact, ObservedJob, RunFacts } from './run-facts.ts';
