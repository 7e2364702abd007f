import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodeTransport } from '@provkit/http/node';
import { ARTIFACT, createSigstore, type Sigstore, zip } from '@provkit/testkit';
import {
  createFakeRepository,
  evidenceRoutes,
  type FakeRepository,
  type GithubServer,
  startGithub,
} from '@provkit/testkit/github';
import { type Ended, runCommand } from './run-command.ts';

const NOW = Date.parse('2026-01-31T12:00:00.000Z');

/** Deadlines, each with the milliseconds that it takes here; what is shorter are waits between attempts, which take none. */
const DEADLINES: readonly (readonly [fromMs: number, tookMs: number])[] = [
  [1_000_000, 6_400],
  [900_000, 1_600],
  [120_000, 3_200],
  [30_000, 800],
];

/** A folder with a release, a GitHub that has its run and attestation, and commands that ask it. */
export interface GithubWorld {
  readonly setFault: GithubServer['setFault'];
  readonly violations: readonly string[];
  readonly requests: number;
  /** Everything as in a good release. */
  readonly reset: (sha: string) => Promise<void>;
  readonly run: (command: 'verify' | 'validate') => Promise<Ended>;
  readonly close: () => Promise<void>;
}

const DIGEST = `sha256:${createHash('sha256').update(ARTIFACT.bytes).digest('hex')}`;
const ARGUMENTS = {
  verify: [DIGEST, '--policy', 'provkit.policy.json', '--source-tag', 'v1.2.3'],
  validate: ['--manifest', 'manifest.json', '--tag', 'v1.2.3'],
} as const;

export async function startGithubWorld(): Promise<GithubWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'provkit-faults-'));
  const sigstore = createSigstore({ now: () => NOW });
  const repository = createFakeRepository();
  const server = await startGithub({ routes: (urls) => evidenceRoutes(repository, urls) });
  const transport = createNodeTransport({ idleMs: 800 });
  await writeFile(join(folder, 'root.json'), sigstore.trustedRoot);
  await writeFile(join(folder, 'provkit.policy.json'), JSON.stringify(POLICY));
  return {
    setFault: server.setFault,
    violations: server.violations,
    get requests() {
      return server.requests.length;
    },
    reset: async (sha) => {
      server.requests.length = 0;
      server.violations.length = 0;
      fill(repository, sigstore, sha);
      await writeFile(join(folder, 'manifest.json'), manifest(sha, server.apiUrl));
    },
    run: (command) => {
      const argv = [
        command,
        ...ARGUMENTS[command],
        '--trusted-root',
        'root.json',
        '--format',
        'json',
      ];
      const env = { GITHUB_TOKEN: repository.token, GITHUB_API_URL: server.apiUrl };
      return runCommand(argv, { cwd: folder, env, transport, deadlines: DEADLINES, now: NOW });
    },
    close: async () => {
      transport.close();
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}

const POLICY = {
  version: 1,
  source: 'github:acme/widgets',
  workflow: '.github/workflows/release.yml',
};

/** The run goes on, as it does for a job that validates in it, so that its jobs are asked for too. */
function fill(repository: FakeRepository, sigstore: Sigstore, headSha: string): void {
  const bundle = sigstore.sign();
  const blob = Buffer.from(JSON.stringify(bundle));
  const jobs = [{ name: 'provenance', conclusion: 'success' }];
  repository.attestations.clear();
  repository.attestations.set(DIGEST, [{ bundle, form: { blob } }]);
  repository.tags.set('v1.2.3', headSha);
  repository.runs.length = 0;
  repository.runs.push({ id: 42, headSha, status: 'in_progress', conclusion: null, jobs });
  repository.artifacts.length = 0;
  const archive = zip([{ name: ARTIFACT.name, content: ARTIFACT.bytes }]);
  repository.artifacts.push({ id: 7, name: 'release', runId: 42, headSha, archive });
}

function manifest(sha: string, apiUrl: string): string {
  const artifact_url = `${apiUrl}/repos/acme/widgets/actions/artifacts/7/zip`;
  const entry = {
    tag: 'v1.2.3',
    run_id: '42',
    run_attempt: 1,
    sha,
    artifact_url,
    status: 'pending',
  };
  const generated_at = new Date(NOW).toISOString();
  return JSON.stringify({ version: 1, repository: 'acme/widgets', generated_at, entries: [entry] });
}
