import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Fault, sendFault } from '../fault.ts';
import { SERVER_OPTIONS } from '../server-options.ts';
import { type Contract, githubContract, patternOf } from './contract.ts';

/** What a route answers: JSON, or bytes as they are. */
export interface GithubAnswer {
  readonly status: number;
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request, as a route and a test see it. */
export interface GithubRequest {
  /** `api`: the REST API; `blob`: where large files are, at another origin. */
  readonly host: 'api' | 'blob';
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  /** The form that is asked for. */
  readonly accept: string | undefined;
  readonly body: string;
  /** Parts of the path, by the route's names. */
  readonly params: Readonly<Record<string, string>>;
}

/** `GET /repos/{owner}/{repo}` to what it answers. Routes of blobs begin with `BLOB /`. */
export type GithubRoutes = Readonly<Record<string, (request: GithubRequest) => GithubAnswer>>;

/** Which requests fail, and how. `count` counts requests of that path and method, from 1. */
export type GithubFaults = (request: GithubRequest, count: number) => Fault | undefined;

/** A GitHub on loopback. */
export interface GithubServer {
  readonly apiUrl: string;
  readonly blobUrl: string;
  /** Every request, in order. */
  readonly requests: GithubRequest[];
  /** What broke GitHub's own description of its API, in requests and in our answers; faults excepted. */
  readonly violations: string[];
  /** Loses answers: what was asked is done, and this happens instead of the answer. */
  setFault(fault: GithubFaults): void;
  /** Lets requests fail before anything is done of what was asked. */
  setOutage(outage: GithubFaults): void;
  close(): Promise<void>;
}

/**
 * Starts a GitHub with those routes, at two origins: API and blobs.
 * @param options `routes` gets the servers' URLs, since answers name them; `isUnchecked`: nothing is held against the description,
 *   where thousands of long answers would make it the slowest part.
 */
export async function startGithub({
  routes,
  isUnchecked = false,
}: {
  readonly isUnchecked?: boolean;
  readonly routes: (urls: { readonly apiUrl: string; readonly blobUrl: string }) => GithubRoutes;
}): Promise<GithubServer> {
  const contract = githubContract();
  const [api, blobs] = [createServer(SERVER_OPTIONS), createServer(SERVER_OPTIONS)];
  const [apiUrl, blobUrl] = [await listen(api), await listen(blobs)];
  const requests: GithubRequest[] = [];
  const violations: string[] = [];
  let faultOf: GithubFaults = () => undefined;
  let outageOf: GithubFaults = () => undefined;
  const table = Object.entries(routes({ apiUrl, blobUrl })).map(([key, answer]) => {
    const [method = '', path = ''] = key.split(' ');
    return { method, pattern: patternOf(path), answer };
  });
  const handle = async (
    host: 'api' | 'blob',
    message: IncomingMessage,
    response: ServerResponse,
  ) => {
    const { request, answered } = await route(host, message, table);
    requests.push(request);
    const count = requests.filter(
      ({ path, method }) => path === request.path && method === request.method,
    ).length;
    const outage = outageOf(request, count);
    if (outage) return sendFault(outage, message, response);
    const answer = answered();
    const fault = faultOf(request, count);
    if (fault) return sendFault(fault, message, response);
    if (host === 'api' && !isUnchecked)
      violations.push(...contractProblems(contract, request, answer));
    send(answer, response);
  };
  api.on('request', (message, response) => void handle('api', message, response));
  blobs.on('request', (message, response) => void handle('blob', message, response));
  return {
    apiUrl,
    blobUrl,
    requests,
    violations,
    setFault: (fault) => {
      faultOf = fault;
    },
    setOutage: (outage) => {
      outageOf = outage;
    },
    close: async () => void (await Promise.all([close(api), close(blobs)])),
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server has no other kind
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

interface TableRow {
  readonly method: string;
  readonly pattern: RegExp;
  readonly answer: GithubRoutes[string];
}

async function route(
  host: 'api' | 'blob',
  message: IncomingMessage,
  table: readonly TableRow[],
): Promise<{ readonly request: GithubRequest; readonly answered: () => GithubAnswer }> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk as Uint8Array));
  const { pathname: path, searchParams: query } = new URL(message.url ?? '/', 'http://127.0.0.1');
  const method = message.method ?? 'GET';
  const wanted = host === 'blob' ? 'BLOB' : method;
  const row = table.find(
    (candidate) => candidate.method === wanted && candidate.pattern.test(path),
  );
  const groups = Object.entries(row?.pattern.exec(path)?.groups ?? {});
  const params = Object.fromEntries(
    groups.map(([name, value]) => [name, decodeURIComponent(value)]),
  );
  const { authorization, accept } = message.headers;
  const body = Buffer.concat(chunks).toString();
  const request: GithubRequest = { host, method, path, query, authorization, accept, body, params };
  return { request, answered: () => row?.answer(request) ?? NOT_FOUND };
}

const NOT_FOUND: GithubAnswer = {
  status: 404,
  json: { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' },
};

function contractProblems(
  contract: Contract,
  { method, path, query, body }: GithubRequest,
  { status, json }: GithubAnswer,
): readonly string[] {
  const exchange = {
    method,
    path,
    query,
    ...(body !== '' && { body: JSON.parse(body) as unknown }),
  };
  return [
    ...contract.requestProblems(exchange),
    ...contract.answerProblems(exchange, status, json),
  ];
}

function send({ status, json, bytes, headers }: GithubAnswer, response: ServerResponse): void {
  response.writeHead(status, {
    ...(json !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': '4999',
    ...headers,
  });
  response.end(json === undefined ? bytes : JSON.stringify(json));
}
