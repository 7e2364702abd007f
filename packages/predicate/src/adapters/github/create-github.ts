import {
  createHttpClient,
  type HttpClient,
  type HttpClock,
  type HttpLimits,
  type HttpPolicy,
  type HttpRequest,
  type HttpResponse,
  type Transport,
} from '@provkit/http';
import type { Validator } from '@provkit/json';
import { type GithubRepository, repositoryApi } from '../../github/github-host.ts';
import { ANSWER_LIMITS, readAnswer, readErrorWords } from '../../github/read-answer.ts';
import type { Repository } from '../../github/schema.ts';
import { validateRepository } from '../../github/validate.generated.ts';

/** Where GitHub keeps large files: artifacts, logs and bundles, by redirect or `bundle_url`, each with a signature of its own. */
const BLOB_HOSTS = ['*.blob.core.windows.net', '*.actions.githubusercontent.com'] as const;

/** Ports and settings of a GitHub client. */
export interface GithubOptions {
  readonly repository: GithubRepository;
  readonly transport: Transport;
  readonly clock: HttpClock;
  /** From 0 inclusive to 1 exclusive, as `Math.random`. */
  readonly random: () => number;
  /** Reading a public repository's attestations needs none; a private one's need `attestations: read`, artifacts `actions: read`. */
  readonly token?: string;
  /** Over the HTTP client's defaults. */
  readonly limits?: Partial<HttpLimits>;
  /** Hosts of large files. Default: GitHub's documented ones. */
  readonly blobHosts?: readonly string[];
  /** Lets the API's host have a private address, as a GitHub Enterprise Server does. */
  readonly privateAddressesUnsafe?: boolean;
  /** For tests: a GitHub on 127.0.0.1. */
  readonly loopbackUnsafe?: boolean;
}

/** An answer: of the form that was asked for, or the status of an error that the request accepts. */
export interface GithubAnswer<T> {
  readonly status: number;
  readonly value?: T;
  readonly headers?: HttpResponse['headers'];
}

/** GitHub, seen from one repository. */
export interface Github {
  readonly repository: GithubRepository;
  readonly clock: HttpClock;
  /**
   * Asks the API, and reads the answer.
   * @param path below the repository's own (`/actions/runs/42`), or a whole URL of the API.
   * @throws HttpError; statuses from 400 on that the request does not accept
   */
  ask<T>(path: string, validate: Validator, request?: GithubRequest): Promise<GithubAnswer<T>>;
  /** Sends a request to the API and leaves the answer as it is. @throws HttpError */
  send(path: string, request?: GithubRequest): Promise<HttpResponse>;
  /** Fetches a large file by a URL that GitHub gave out, without the token. @throws HttpError */
  fetchBlob(url: string, request?: Omit<GithubRequest, 'accept'>): Promise<Uint8Array>;
  /** The repository itself, or the status that says that the token may not read it. @throws HttpError */
  readRepository(signal?: AbortSignal): Promise<GithubAnswer<Repository>>;
}

/** What a request to the API may say. */
export type GithubRequest = Pick<
  HttpRequest,
  | 'method'
  | 'body'
  | 'accept'
  | 'retryStatuses'
  | 'isIdempotent'
  | 'maxBytes'
  | 'attemptMs'
  | 'overallMs'
  | 'sink'
> & { readonly signal?: AbortSignal | undefined };

/** Statuses that say of a repository that we may not read it, or that it is no longer there. */
const UNREADABLE: readonly number[] = [401, 403, 404, 410, 451];

/** The version of the API that was read when this was written. @see https://docs.github.com/rest/about-the-rest-api/api-versions */
const HEADERS = {
  accept: 'application/vnd.github+json',
  'x-github-api-version': '2022-11-28',
} as const;

/**
 * Makes a client for one repository over GitHub's REST API. Plain REST over the workspace's HTTP policy and no Octokit: its
 * retry plugin repeats what must not be repeated, and its transport checks no address.
 */
export function createGithub(options: GithubOptions): Github {
  const { repository, token, clock, blobHosts = BLOB_HOSTS } = options;
  const loopback = options.loopbackUnsafe && { loopbackUnsafe: true };
  const api = clientOf(options, {
    hosts: [apiHost(options)],
    redirectHosts: blobHosts,
    ...loopback,
  });
  const blobs = clientOf(options, { hosts: blobHosts, ...loopback });
  const send: Github['send'] = (path, { signal, ...request } = {}) =>
    api.send({
      ...request,
      url: path.startsWith('/') || path === '' ? `${repositoryApi(repository)}${path}` : path,
      headers: HEADERS,
      ...(signal && { signal }),
      ...(token !== undefined && { credential: `Bearer ${token}` }),
    });
  const ask = async <T>(path: string, validate: Validator, request?: GithubRequest) => {
    const response = await send(path, { maxBytes: ANSWER_LIMITS.maxBytes, ...request });
    const { status, headers, body, url } = response;
    if (status < 200 || status > 299) return { status };
    return {
      status,
      headers,
      value: readAnswer<T>(body, validate, url, token === undefined ? [] : [token]),
    };
  };
  return {
    repository,
    clock,
    send,
    ask,
    fetchBlob: async (url, { signal, ...request } = {}) =>
      (await blobs.send({ ...request, url, ...(signal && { signal }) })).body,
    readRepository: (signal) => ask('', validateRepository, { accept: UNREADABLE, signal }),
  };
}

function clientOf(options: GithubOptions, policy: HttpPolicy): HttpClient {
  const { transport, clock, random, limits, token } = options;
  return createHttpClient({
    policy,
    transport,
    clock,
    random,
    ...(limits && { limits }),
    readError: readErrorWords,
    ...(token !== undefined && { secrets: [token] }),
  });
}

function apiHost({ repository, privateAddressesUnsafe = false }: GithubOptions) {
  const { hostname, port } = new URL(repository.apiUrl);
  return {
    name: hostname,
    privateAddressesUnsafe,
    ...(port !== '' && { port: Number(port) }),
  };
}
