import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fulcioRoutes } from './fulcio-routes.ts';
import type { GithubClaims } from './github-claims.ts';
import { DEFAULT_CLAIMS } from './github-claims.ts';
import { createIdentityProvider } from './identity-provider.ts';
import { rekorRoutes } from './rekor-routes.ts';
import { SERVER_OPTIONS } from './server-options.ts';
import { createSigstore, type Sigstore } from './sigstore.ts';
import { timestampRoutes } from './timestamp-routes.ts';
import type { RootJson } from './trusted-root.ts';
import { createTufRepository } from './tuf-repository.ts';

/** What a route answers. */
export interface Answer {
  readonly status: number;
  readonly body: string | Uint8Array;
  readonly type?: string;
}

/** `POST /path` or `GET /path` to what it does with the body. */
export type Routes = Readonly<Record<string, (request: RouteRequest) => Answer | Promise<Answer>>>;

/** One request. */
export interface RouteRequest {
  readonly body: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
}

/** An instance of Sigstore behind HTTP on 127.0.0.1, one port for all of it. */
export interface SigstoreServer {
  readonly url: string;
  readonly sigstore: Sigstore;
  /** What a GitHub job has in its environment to ask for an id token. */
  readonly env: Readonly<Record<string, string>>;
  /** `trusted_root.json` in which authority, logs and timestamps are at this server's address, for whoever signs there. */
  readonly trustedRoot: string;
  /** The first root of its TUF repository, to begin trust with. */
  readonly tufRoot: string;
  /** Changes what the next id token says. */
  setClaims(claims: GithubClaims): void;
  /** Ends every connection and the server. */
  close(): Promise<void>;
}

/**
 * Starts Fulcio, Rekor (versions 1 and 2), a timestamp authority, an OIDC issuer with GitHub's id-token endpoint, and a TUF
 * repository that serves the trusted root.
 * @param options `now` returns ms since 1970, UTC; certificates, log entries and timestamps take their time from it.
 */
export async function startSigstore({
  now,
}: {
  readonly now: () => number;
}): Promise<SigstoreServer> {
  const server = createServer(SERVER_OPTIONS);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server has no other kind
  const url = `http://127.0.0.1:${port}`;
  const sigstore = createSigstore({ now, logV2Name: new URL(url).host });
  let claims = DEFAULT_CLAIMS;
  const requestToken = randomBytes(16).toString('hex');
  const identity = await createIdentityProvider({ url, requestToken, claims: () => claims });
  const tuf = createTufRepository({ 'trusted_root.json': sigstore.trustedRoot });
  const routes: Routes = {
    ...identity,
    ...fulcioRoutes(sigstore),
    ...rekorRoutes(sigstore, now),
    ...timestampRoutes(sigstore, now),
  };
  server.on('request', (request, response) => void handle(request, response, routes, tuf.files));
  return {
    url,
    sigstore,
    env: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/idtoken?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
    },
    trustedRoot: rootAt(url, sigstore.trustedRoot),
    tufRoot: tuf.root,
    setClaims: (changed) => {
      claims = changed;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function rootAt(url: string, trustedRoot: string): string {
  const root = JSON.parse(trustedRoot) as RootJson; // of our own making
  for (const log of root.tlogs) log.baseUrl = url;
  for (const authority of root.certificateAuthorities) authority.uri = url;
  for (const authority of root.timestampAuthorities) authority.uri = `${url}/api/v1/timestamp`;
  return JSON.stringify(root);
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  routes: Routes,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const route = routes[`${request.method ?? 'GET'} ${pathname}`];
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  const body = Buffer.concat(chunks).toString();
  const { authorization } = request.headers;
  const file = files.get(pathname.slice(1));
  const answer =
    !route && file
      ? { status: 200, body: file, type: 'application/octet-stream' }
      : await answerTo(route, { body, query, authorization });
  response.writeHead(answer.status, { 'content-type': answer.type ?? 'application/json' });
  response.end(answer.body);
}

async function answerTo(route: Routes[string] | undefined, request: RouteRequest): Promise<Answer> {
  if (!route) return { status: 404, body: '{}' };
  try {
    return await route(request);
  } catch (error) {
    return { status: 400, body: JSON.stringify({ message: String(error) }) };
  }
}
