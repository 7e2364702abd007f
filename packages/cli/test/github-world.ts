import { createHash } from 'node:crypto';
import { createNodeTransport } from '@provkit/http/node';
import { ARTIFACT, DEFAULT_CLAIMS, type ZipEntry, zip } from '@provkit/testkit';
import {
  createFakeRepository,
  evidenceRoutes,
  type FakeArtifact,
  type FakeRepository,
  type FakeRun,
  type Fault,
  type GithubServer,
  startGithub,
} from '@provkit/testkit/github';
import { createFixture, type Fixture, NOW } from './fixture.ts';

/** The release's file as GitHub names it. */
export const DIGEST = `sha256:${createHash('sha256').update(ARTIFACT.bytes).digest('hex')}`;
export const FILES: readonly ZipEntry[] = [{ name: ARTIFACT.name, content: ARTIFACT.bytes }];

/** A folder with a release, and a GitHub on loopback that its commands ask. */
export interface GithubWorld {
  readonly repository: FakeRepository;
  readonly server: GithubServer;
  readonly fixture: Fixture;
  /** The environment of the commands; a token and the API's address after each `reset`. */
  readonly env: Record<string, string>;
  /** Gives GitHub an attestation of the release's file. */
  readonly attest: () => void;
  /** Gives GitHub the run 42, ended long ago, and its artifact 7. */
  readonly release: (changes?: ReleaseChanges) => void;
  /** Empties GitHub, but for the tag, and signs the release anew. */
  readonly reset: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface ReleaseChanges {
  readonly run?: Partial<FakeRun>;
  readonly artifact?: Partial<FakeArtifact>;
  readonly files?: readonly ZipEntry[];
}

/** Backing off takes no time, and deadlines do not come. */
const clock = {
  now: () => Date.parse(NOW),
  sleep: (ms: number, signal?: AbortSignal) =>
    ms < 30_000
      ? Promise.resolve()
      : new Promise<void>((_, reject) => {
          signal?.addEventListener('abort', () => reject(new Error('over')));
        }),
};

export async function startGithubWorld(): Promise<GithubWorld> {
  const repository = createFakeRepository();
  const server = await startGithub({ routes: (urls) => evidenceRoutes(repository, urls) });
  const transport = createNodeTransport();
  const env: Record<string, string> = {};
  const network = { transport, random: () => 0, loopbackUnsafe: true };
  const fixture = await createFixture({ env, network, clock });
  const { sha: headSha } = DEFAULT_CLAIMS;
  return {
    repository,
    server,
    fixture,
    env,
    attest: () => void repository.attestations.set(DIGEST, [{ bundle: fixture.sigstore.sign() }]),
    release: ({ run, artifact, files = FILES } = {}) => {
      repository.runs.push({ id: 42, headSha, updatedAt: '2026-01-31T11:00:00Z', ...run });
      const archive = zip(files);
      repository.artifacts.push({
        id: 7,
        name: 'release',
        runId: 42,
        headSha,
        archive,
        ...artifact,
      });
    },
    reset: async () => {
      for (const name of Object.keys(env)) delete env[name];
      Object.assign(env, { GITHUB_TOKEN: repository.token, GITHUB_API_URL: server.apiUrl });
      server.setFault(() => undefined);
      server.requests.length = 0;
      server.violations.length = 0;
      repository.attestations.clear();
      repository.runs.length = 0;
      repository.artifacts.length = 0;
      repository.tags.clear();
      repository.tags.set('v1.2.3', headSha);
      repository.isPublic = true;
      repository.mayReadAttestations = true;
      await fixture.sign();
      const api = `${server.apiUrl}/repos/acme/widgets/actions/artifacts/7/zip`;
      await fixture.manifest({ artifact_url: api });
    },
    close: async () => {
      transport.close();
      await server.close();
      await fixture.remove();
    },
  };
}

/** That answer instead of the right one. */
export function answer(status: number, body = '{}', headers = {}): Fault {
  return { kind: 'answer', status, body, headers };
}
