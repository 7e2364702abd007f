import type { HttpClient, HttpResponse } from '@provkit/http';
import { type Challenge, parseChallenges } from '../../oci/challenge.ts';
import type { RegistryCredentials } from '../../oci/docker-config.ts';
import { readToken } from '../../oci/read-token.ts';
import { clientFor, type Network } from '../network.ts';
import { SourceFailure } from '../source-failure.ts';

/** A repository of a registry, and whom it may send us to. */
export interface RegistryOptions {
  /** Host, with its port where it is not 443. */
  readonly registry: string;
  readonly repository: string;
  readonly network: Network;
  /** Without them the registry is asked as anybody. */
  readonly credentials?: RegistryCredentials;
  /** Hosts that give out tokens for the registry, where that is not the registry's own: they get the credentials. */
  readonly tokenHosts?: readonly string[];
  /** Hosts to which the registry redirects for blobs. They get neither credentials nor tokens. */
  readonly blobHosts?: readonly string[];
  readonly signal?: AbortSignal;
}

/** What to get from a repository. */
export interface RegistryRequest {
  readonly accept?: readonly string[];
  readonly maxBytes: number;
  /** Statuses that are answers. */
  readonly statuses?: readonly number[];
}

/** A repository of a registry that answers. */
export interface OpenRegistry {
  /**
   * @param path below the repository (`manifests/v1`), or a whole URL of the registry.
   * @throws HttpError, SourceFailure
   */
  get(path: string, request: RegistryRequest): Promise<HttpResponse>;
}

/** The most bytes of a token endpoint's answer. */
const TOKEN_BYTES = 64 * 1024;

/**
 * A repository of a registry (OCI distribution specification). It asks as anybody, and proves who asks when it is told to:
 * by a token from where the registry says (Bearer), if that is the registry itself or a named host, or by name and
 * password (Basic). The registry chooses neither the scope of the token nor who gets the password (T14).
 */
export function openRegistry(options: RegistryOptions): OpenRegistry {
  const {
    registry,
    repository,
    network,
    credentials,
    tokenHosts = [],
    blobHosts,
    signal,
  } = options;
  const base = new URL(`${schemeOf(options)}://${registry}/v2/${repository}/`);
  const client = clientFor(network, {
    servers: [base.href, ...tokenHosts.map((host) => `https://${host}`)],
    secrets: credentials ? [credentials.password] : [],
    ...(blobHosts && { redirectHosts: blobHosts }),
  });
  let credential: string | undefined;
  const send = (path: string, request: RegistryRequest, statuses: readonly number[]) =>
    client.send({
      url: new URL(path, base),
      maxBytes: request.maxBytes,
      accept: statuses,
      ...(request.accept && { headers: { accept: request.accept.join(', ') } }),
      ...(credential !== undefined && { credential }),
      ...(signal && { signal }),
    });
  return {
    get: async (path, request) => {
      const { statuses = [] } = request;
      if (credential !== undefined) return send(path, request, statuses);
      const answer = await send(path, request, [...statuses, 401]);
      if (answer.status !== 401) return answer;
      credential = await authorize(answer.headers['www-authenticate'] ?? '', client, options);
      return send(path, request, statuses);
    },
  };
}

/** Only tests have registries without TLS: the client refuses every other `http:`. */
function schemeOf({ registry, network }: RegistryOptions): 'http' | 'https' {
  return network.loopbackUnsafe && registry.startsWith('127.0.0.1:') ? 'http' : 'https';
}

/** The value of `authorization` for what the registry asks. @throws HttpError, SourceFailure */
async function authorize(
  header: string,
  client: HttpClient,
  options: RegistryOptions,
): Promise<string> {
  const challenges = parseChallenges(header);
  const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
  if (bearer) return `Bearer ${await fetchToken(bearer, client, options)}`;
  const isBasic = challenges.some(({ scheme }) => scheme === 'basic');
  const basic = isBasic && options.credentials ? basicOf(options.credentials) : undefined;
  if (basic !== undefined) return basic;
  const wants = isBasic ? 'a name and a password' : 'what cannot be read';
  throw new SourceFailure({
    reason: 'not_permitted',
    message: `${options.registry} does not answer without ${wants}: log in to it`,
  });
}

async function fetchToken(
  { parameters }: Challenge,
  client: HttpClient,
  options: RegistryOptions,
): Promise<string> {
  const { credentials, repository, registry, signal } = options;
  const url = realmOf(parameters.get('realm') ?? '', options);
  const service = parameters.get('service');
  if (service !== undefined) url.searchParams.set('service', service);
  url.searchParams.set('scope', `repository:${repository}:pull`);
  const { body } = await client.send({
    url,
    maxBytes: TOKEN_BYTES,
    ...(credentials && { credential: basicOf(credentials) }),
    ...(signal && { signal }),
  });
  const token = readToken(body);
  if (token !== undefined) return token;
  const message = `${registry}: ${url.host} answers with no token`;
  throw new SourceFailure({ reason: 'malformed', message });
}

/** A realm is the registry's word: followed to the registry itself, and to those whom the caller has named. */
function realmOf(realm: string, options: RegistryOptions): URL {
  const { registry, tokenHosts = [] } = options;
  const url = URL.parse(realm);
  const isOwn = url?.protocol === `${schemeOf(options)}:` && url.host === registry;
  const isNamed = url?.protocol === 'https:' && tokenHosts.includes(url.host);
  if (url && (isOwn || isNamed)) return url;
  const where = url ? `${url.protocol}//${url.host}` : 'no URL';
  throw new SourceFailure({
    reason: 'malformed',
    message: `${registry} sends us for a token to ${where}, which is not among the hosts that may get the credentials: name it if it is right`,
  });
}

function basicOf({ username, password }: RegistryCredentials): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
