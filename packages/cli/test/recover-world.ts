import { setTimeout as sleep } from 'node:timers/promises';
import { createNodeTransport } from '@provkit/http/node';
import {
  commitTo,
  createFakeProject,
  type FakeProject,
  type FakeWorkflowRun,
  projectRoutes,
  RECOVERY_TOKEN,
  startGithub,
  startRun,
  tagCommit,
} from '@provkit/testkit/github';
import { createFixture, type Fixture, type Result } from './fixture.ts';

export const START = Date.parse('2026-01-31T12:00:00.000Z');
/** The release that failed. */
export const RELEASE = ['--manifest', 'manifest.json', '--tag', 'v1.2.3', '--run-id', '9000'];
/** By a policy that needs no approval. */
export const ALONE = ['--recovery-policy', 'recovery.json', '--reason', 'the log was down'];
/** Who validated, in an event. */
export const VALIDATOR = {
  producer: { name: 'provkit', version: '0.0.0', instance: 'validator' },
  seq: 1,
  actor: { kind: 'automated', id: 'validate' },
  repository: 'https://github.com/acme/widgets',
} as const;

/** A release whose run failed, on a GitHub over HTTP, with its manifest in a folder. */
export interface RecoverWorld {
  readonly project: FakeProject;
  readonly fixture: Fixture;
  readonly run: FakeWorkflowRun;
  readonly recover: (...argv: string[]) => Promise<Result>;
  readonly advance: (ms: number) => void;
  /** The failing one, as it is now. */
  readonly entry: () => Promise<object | undefined>;
  /** Lines of the event log. */
  readonly log: () => Promise<readonly string[]>;
  /** Their types. */
  readonly events: () => Promise<readonly string[]>;
  /** @returns what GitHub would not have understood */
  readonly close: () => Promise<readonly string[]>;
}

export async function openRecoverWorld(): Promise<RecoverWorld> {
  let now = START;
  const project = createFakeProject({ now: () => START });
  const github = await startGithub({ routes: (urls) => projectRoutes(project, urls) });
  const { sha } = commitTo(project, { branch: 'main', files: ['.github/workflows/release.yml'] });
  tagCommit(project, 'v1.2.3', sha);
  const jobs = { build: 'success', provenance: 'failure' };
  const run = startRun(project, { headSha: sha, conclusion: 'failure', jobs });
  const fixture = await createFixture({
    env: {
      GITHUB_TOKEN: RECOVERY_TOKEN,
      GITHUB_API_URL: github.apiUrl,
      GITHUB_REPOSITORY_ID: '123456',
      GITHUB_ACTOR_ID: '4',
    },
    network: { transport: createNodeTransport(), random: () => 0, loopbackUnsafe: true },
    clock: { now: () => now, sleep: (ms, signal) => sleep(ms, undefined, signal && { signal }) },
  });
  const policy = { version: 1, approval: { required: false } };
  await fixture.write('recovery.json', JSON.stringify(policy));
  const failure_reason = 'attestation_missing';
  await fixture.manifest({ run_id: '9000', sha, status: 'failure', failure_reason });
  const log = async () => (await fixture.read('events.ndjson')).trim().split('\n');
  return {
    project,
    fixture,
    run,
    recover: (...argv) => fixture.run('recover', ...RELEASE, ...argv),
    advance: (ms) => {
      now += ms;
    },
    entry: async () => {
      const { entries } = JSON.parse(await fixture.read('manifest.json')) as { entries: object[] };
      return entries[0];
    },
    log,
    events: async () => (await log()).map((line) => (JSON.parse(line) as { type: string }).type),
    close: async () => {
      await fixture.remove();
      await github.close();
      return github.violations;
    },
  };
}
