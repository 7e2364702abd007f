export type { Fault } from '../fault.ts';
export {
  commitFile,
  contentsRoutes,
  createFakeContents,
  type FakeCommit,
  type FakeContents,
} from './contents-routes.ts';
export { evidenceRoutes } from './evidence-routes.ts';
export {
  type BundleForm,
  createFakeRepository,
  type FakeArtifact,
  type FakeAttestation,
  type FakeRepository,
  type FakeRun,
} from './repository.ts';
export {
  type GithubAnswer,
  type GithubRequest,
  type GithubRoutes,
  type GithubServer,
  startGithub,
} from './server.ts';
