import type { Manifest, ManifestStore } from '@provkit/manifest';
import { CliError } from '../cli-error.ts';
import { githubEnvironment } from '../env.ts';
import type { ManifestLocation } from '../manifest-location.ts';
import type { Ports } from '../ports.ts';

/** The store of a manifest on GitHub, reached with the token of the environment where it is for that server. */
export async function openGithubManifest(
  { repository, path, branch }: Extract<ManifestLocation, { readonly kind: 'github' }>,
  ports: Pick<Ports, 'env' | 'clock' | 'newId' | 'openNetwork'>,
  initial?: Manifest,
): Promise<ManifestStore> {
  const server = ports.env.GITHUB_SERVER_URL || 'https://github.com';
  const { token, apiUrl = 'https://api.github.com' } = githubEnvironment(
    ports.env,
    `${server}/${repository}`,
  );
  if (token === undefined) {
    throw new CliError(
      'USAGE',
      'a manifest on GitHub needs a token with contents: write: set GITHUB_TOKEN or GH_TOKEN',
    );
  }
  const { createHttpClient } = await import('@provkit/http');
  const { createGithubStore } = await import('@provkit/manifest/github');
  const { transport, random, loopbackUnsafe = false } = await ports.openNetwork();
  const api = URL.parse(apiUrl);
  if (!api) throw new CliError('USAGE', 'GITHUB_API_URL is no URL');
  const { hostname: name, port } = api;
  const host = { name, ...(port !== '' && { port: Number(port) }) };
  const { clock, newId } = ports;
  return createGithubStore({
    http: createHttpClient({
      policy: { hosts: [host], loopbackUnsafe },
      transport,
      clock,
      random,
      secrets: [token],
    }),
    apiUrl,
    token,
    repository,
    branch,
    path,
    clock,
    random,
    newId,
    ...(initial && { initial }),
  });
}
