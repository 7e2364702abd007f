import type { Octokit } from '@octokit/core';
import { CliError } from '../cli-error.ts';
import type { Ports } from '../ports.ts';

/** As whom GitHub is spoken to, and where. */
export interface OctokitSettings {
  readonly token: string;
  /** Default: `https://api.github.com`. */
  readonly apiUrl?: string;
  /** Lets the API's host have a private address. */
  readonly privateAddressesUnsafe?: boolean;
}

/**
 * An octokit that reaches one API host alone and repeats nothing: its retry plugin, which repeats POSTs, is not there. Loads
 * the network and octokit only when called.
 * @throws CliError USAGE when the API's address is no URL; its requests RequestError, whose `cause` is an `HttpError` where
 *   there was no answer
 */
export async function connectOctokit(
  { token, apiUrl = 'https://api.github.com', privateAddressesUnsafe = false }: OctokitSettings,
  ports: Pick<Ports, 'clock' | 'openNetwork'>,
): Promise<Octokit> {
  const api = URL.parse(apiUrl);
  if (!api) throw new CliError('USAGE', 'GITHUB_API_URL is no URL');
  const [{ Octokit }, { createFetch, createHttpClient }] = await Promise.all([
    import('@octokit/core'),
    import('@provkit/http'),
  ]);
  const { transport, random, loopbackUnsafe = false } = await ports.openNetwork();
  const { hostname: name, port } = api;
  const host = { name, ...(port !== '' && { port: Number(port) }), privateAddressesUnsafe };
  const client = createHttpClient({
    policy: { hosts: [host], loopbackUnsafe },
    transport,
    clock: ports.clock,
    random,
    secrets: [token],
  });
  return new Octokit({
    auth: token,
    baseUrl: apiUrl.replace(/\/+$/, ''),
    userAgent: 'provkit',
    request: { fetch: createFetch(client) },
  });
}
