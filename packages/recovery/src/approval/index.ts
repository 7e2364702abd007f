export { type ApprovalCommand, parseApprovalCommand } from './approval-command.ts';
export type {
  Account,
  ApprovalEvidence,
  ApprovalStatement,
  CommentStatement,
  EnvironmentStatement,
  ReviewStatement,
} from './approval-statement.ts';
export {
  type ApprovablePlan,
  type Approval,
  type ApprovalDecision,
  type ApprovalPolicy,
  type ApprovalProblem,
  DEFAULT_APPROVAL_ENVIRONMENT,
  decideApproval,
  type RefusedStatement,
} from './decide-approval.ts';
