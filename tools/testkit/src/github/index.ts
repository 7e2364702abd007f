export type { Fault } from '../fault.ts';
export {
  commitFile,
  contentsRoutes,
  createFakeContents,
  type FakeCommit,
  type FakeContents,
} from './contents-routes.ts';
export { evidenceRoutes } from './evidence-routes.ts';
export { comment, editComment } from './governance-routes.ts';
export { issueRoutes } from './issue-routes.ts';
export {
  CONTENT_LIMITS,
  commentsOf,
  createIssueTracker,
  type FakeIssue,
  type FakeIssueTracker,
  openIssue,
  setIssueState,
} from './issue-tracker.ts';
export {
  commitTo,
  createFakeProject,
  type FakeComment,
  type FakeGitCommit,
  type FakePermission,
  type FakeProject,
  type FakePull,
  type FakeReview,
  type FakeWorkflowRun,
  RECOVERY_TOKEN,
  tagCommit,
} from './project.ts';
export { projectRoutes } from './project-routes.ts';
export { headOf, reviewPull } from './pull-routes.ts';
export {
  type BundleForm,
  createFakeRepository,
  type FakeArtifact,
  type FakeAttestation,
  type FakeRepository,
  type FakeRun,
} from './repository.ts';
export { finishRun, lastAttempt, startRun } from './run-routes.ts';
export {
  type GithubAnswer,
  type GithubFaults,
  type GithubRequest,
  type GithubRoutes,
  type GithubServer,
  startGithub,
} from './server.ts';
