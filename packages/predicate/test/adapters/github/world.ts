import { setTimeout as sleep } from 'node:timers/promises';
import { createNodeTransport } from '@provkit/http/node';
import {
  createFakeRepository,
  evidenceRoutes,
  type FakeRepository,
  type GithubServer,
  startGithub,
} from '@provkit/testkit/github';
import {
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

/** Starts it; waits between attempts are of a millisecond, and an attempt has half a second. */
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
        limits: { backoffMs: 1, attemptMs: 500 },
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
