export type { ActOutcome, RefusalCause } from '../../act-outcome.ts';
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
} from '../../github-effect.ts';
export { actOnGithub, lookOnGithub } from './act-on-github.ts';
export type { GithubClient } from './github-client.ts';
export { MERGE_GATE } from './merge-gate.ts';
export { observeRun } from './observe-run.ts';
export { peelTag } from './peel-tag.ts';
export type { GithubRepository } from './read.ts';
export { type ApprovalPlaces, readApprovals, readAuthors } from './read-approvals.ts';
export { type RecoveryRequest, recoverOnGithub } from './recover-on-github.ts';
export { type SensePlaces, senseOnGithub } from './sense.ts';
