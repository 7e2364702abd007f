import type { Github } from '@provkit/predicate/github';
import { githubEnvironment } from '../env.ts';
import type { Ports } from '../ports.ts';

/** What the command line says about GitHub. */
export interface GithubSettings {
  /** Lets the API's host have a private address. */
  readonly privateAddressesUnsafe: boolean;
}

/** The way to a repository's GitHub, which is gone only by whoever asks it. */
export interface GithubAccess {
  /** Whether we are somebody there. */
  readonly hasToken: boolean;
  /** A client, the same at each call, or `undefined` when the repository is not on GitHub. Loads the network. */
  readonly connect: () => Promise<Github | undefined>;
}

/**
 * The way to a repository's GitHub. The token of the environment goes along only where the repository is on the server that it
 * is of (T18).
 * @param repositoryUrl as in a policy.
 */
export function githubAccess(
  repositoryUrl: string,
  ports: Pick<Ports, 'env' | 'clock' | 'openNetwork'>,
  settings: GithubSettings,
): GithubAccess {
  const { token, apiUrl } = githubEnvironment(ports.env, repositoryUrl);
  let client: Promise<Github | undefined> | undefined;
  const connect = async () => {
    const { createGithub, githubRepository } = await import('@provkit/predicate/github');
    const repository = githubRepository(repositoryUrl, apiUrl);
    if (!repository) return undefined;
    const { transport, random, loopbackUnsafe } = await ports.openNetwork();
    return createGithub({
      repository,
      transport,
      clock: ports.clock,
      random,
      privateAddressesUnsafe: settings.privateAddressesUnsafe,
      ...(loopbackUnsafe && { loopbackUnsafe }),
      ...(token !== undefined && { token }),
    });
  };
  return {
    hasToken: token !== undefined,
    connect: () => {
      client ??= connect();
      return client;
    },
  };
}
