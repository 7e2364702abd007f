import { setTimeout as sleep } from 'node:timers/promises';
import { createNodeTransport } from '@provkit/http/node';
import { type ZipEntry, zip } from '@provkit/testkit';
import {
  type BundleForm,
  createFakeRepository,
  evidenceRoutes,
  type FakeArtifact,
  type FakeRepository,
  type FakeRun,
  type GithubServer,
  startGithub,
} from '@provkit/testkit/github';
import {
  type ArtifactQuestion,
  createGithub,
  type Github,
  type GithubOptions,
  githubRepository,
} from '../../../src/adapters/github/index.ts';

/** A GitHub on loopback with one repository, and a client of it. */
export interface World {
  readonly server: GithubServer;
  readonly repository: FakeRepository;
  /** A client with the repository's token, unless it is given another one or none. */
  readonly github: (
    options?: Partial<GithubOptions> & { readonly isAnonymous?: boolean },
  ) => Github;
  readonly close: () => Promise<void>;
}

/** Starts it; waits between attempts are of a millisecond. */
export async function startWorld(changes: Partial<FakeRepository> = {}): Promise<World> {
  const repository = createFakeRepository(changes);
  const server = await startGithub({ routes: (urls) => evidenceRoutes(repository, urls) });
  const transport = createNodeTransport();
  const clock = {
    now: () => Date.now(),
    sleep: (ms: number, signal?: AbortSignal) => sleep(ms, undefined, signal && { signal }),
  };
  const known = githubRepository('https://github.com/acme/widgets', server.apiUrl);
  if (!known) throw new Error('unreachable');
  return {
    server,
    repository,
    github: ({ isAnonymous = false, ...options } = {}) =>
      createGithub({
        repository: known,
        transport,
        clock,
        random: () => 0,
        limits: { backoffMs: 1 },
        loopbackUnsafe: true,
        ...(!isAnonymous && { token: repository.token }),
        ...options,
      }),
    close: async () => {
      transport.close();
      await server.close();
    },
  };
}

export const HEX = 'a'.repeat(64);
export const DIGEST = `sha256:${HEX}`;
export const BUNDLE = {
  mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
  n: 'x'.repeat(150),
};
export const JSON_BYTES: Uint8Array = Buffer.from(JSON.stringify(BUNDLE));

/** Forgets what was asked and what GitHub held. */
export function resetWorld({ server, repository }: World): void {
  server.setFault(() => undefined);
  server.requests.length = 0;
  server.violations.length = 0;
  repository.attestations.clear();
  repository.tags.clear();
  repository.annotated.clear();
  repository.runs.length = 0;
  repository.artifacts.length = 0;
  repository.isPublic = true;
  repository.mayReadAttestations = true;
}

/** Gives the digest an attestation in each of the forms. */
export function attest({ repository }: World, ...forms: readonly BundleForm[]): void {
  repository.attestations.set(
    DIGEST,
    forms.map((form) => ({ bundle: BUNDLE, form })),
  );
}

export const SHA = 'c'.repeat(40);

/** Gives GitHub the run 42 and its artifact 7. @returns the archive. */
export function release(
  { repository }: World,
  {
    run,
    artifact,
    files,
  }: {
    readonly run?: Partial<FakeRun>;
    readonly artifact?: Partial<FakeArtifact>;
    readonly files: readonly ZipEntry[];
  },
): Uint8Array {
  const archive = zip(files);
  const common = { headSha: SHA };
  repository.runs.push({ ...common, id: 42, ...run });
  repository.artifacts.push({ ...common, id: 7, name: 'release', runId: 42, archive, ...artifact });
  return archive;
}

/** The artifact 7 of run 42. */
export const QUESTION: ArtifactQuestion = {
  reference: { artifactId: '7' },
  run: { id: '42', attempt: 1, commit: SHA, workflows: ['.github/workflows/release.yml'] },
};
