export type { Fault } from '../fault.ts';
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
