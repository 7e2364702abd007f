import http, { type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { HttpError, isHttpError } from '../http-error.ts';
import type { ProxyFor } from '../proxy.ts';
import type { Transport, TransportRequest, TransportResponse } from '../transport.ts';
import { decodeBody } from './decode-body.ts';
import { addressRefused, pinnedLookup, type Resolve, systemResolve } from './pinned-lookup.ts';

export type { Resolve } from './pinned-lookup.ts';

/** What can be exchanged in a transport. */
export interface NodeTransportOptions {
  /** Default: the system's resolver. */
  readonly resolve?: Resolve;
  /** Connections to one host at a time. Default: 8; GitHub asks for far fewer than a hundred. */
  readonly maxSockets?: number;
  /** Milliseconds without a byte after which a connection counts as broken, however long an attempt may take. Default: 30,000. */
  readonly idleMs?: number;
  /**
   * Which proxy to go through; `proxyFromEnv` reads it from the environment. Default: none. The caller vouches for the proxy: its
   * address may be private. It resolves the names, so that where they lead is not ours to see: hosts are still those of the policy,
   * and for them its certificate must hold, since the connection through the proxy is TLS from end to end.
   */
  readonly proxyFor?: ProxyFor;
}

/** A transport that holds connections open. */
export interface NodeTransport extends Transport {
  /** Closes idle connections; they keep no process alive. */
  close(): void;
}

/** Headers of an answer take at most this many bytes. */
const MAX_HEADER_BYTES = 32_768;

/**
 * Transport over `node:https`, with connections that are used again. Not over `fetch`: the built-in one cannot be told which
 * address to connect to, except by an agent of the very `undici` that is inside this Node.
 */
export function createNodeTransport(options: NodeTransportOptions = {}): NodeTransport {
  const { resolve = systemResolve, maxSockets = 8, idleMs = 30_000, proxyFor } = options;
  // said each time, since NODE_USE_ENV_PROXY would have agents that say nothing go through a proxy unseen by us
  const straight = { keepAlive: true, maxSockets, proxyEnv: {} };
  const agents = { 'http:': new http.Agent(straight), 'https:': new https.Agent(straight) };
  const proxied = new Map<string, https.Agent>();
  const through = (proxy: string): https.Agent => {
    const proxyEnv = { HTTPS_PROXY: proxy };
    const agent = proxied.get(proxy) ?? new https.Agent({ ...straight, proxyEnv });
    proxied.set(proxy, agent);
    return agent;
  };
  return {
    send: async (request) => {
      const isSecure = request.url.protocol === 'https:';
      const proxy = isSecure ? proxyFor?.(request.url) : undefined;
      const agent = proxy === undefined ? agents[isSecure ? 'https:' : 'http:'] : through(proxy);
      const { request: open } = isSecure ? https : http;
      const isProxied = proxy !== undefined;
      const response = await exchange(request, { resolve, agent, open, idleMs, isProxied });
      return toResponse(request, response);
    },
    close: () => {
      for (const agent of [...Object.values(agents), ...proxied.values()]) agent.destroy();
    },
  };
}

/** What a request is sent with. */
interface Connecting {
  readonly resolve: Resolve;
  readonly agent: http.Agent | https.Agent;
  readonly open: typeof https.request;
  readonly idleMs: number;
  readonly isProxied: boolean;
}

function exchange(
  request: TransportRequest,
  { resolve, agent, open, idleMs, isProxied }: Connecting,
): Promise<IncomingMessage> {
  const { method, url, body, signal, isAddressAllowed } = request;
  const options = {
    method,
    agent,
    signal,
    headers: {
      ...request.headers,
      'accept-encoding': 'gzip',
      ...(body && { 'content-length': String(body.byteLength) }),
    },
    ...(!isProxied && { lookup: pinnedLookup(resolve, isAddressAllowed) }),
    maxHeaderSize: MAX_HEADER_BYTES,
    timeout: idleMs,
  } satisfies RequestOptions;
  return new Promise((fulfil, reject) => {
    const sent = open(url, options, fulfil);
    let isConnected = false;
    sent.on('socket', (socket) =>
      whenConnected(socket, () => {
        isConnected = true;
        const { remoteAddress } = socket;
        if (isProxied || remoteAddress === undefined || isAddressAllowed(remoteAddress)) return;
        sent.destroy(addressRefused(url.hostname, remoteAddress));
      }),
    );
    sent.on('timeout', () => {
      const message = `${method} ${url.href}: no byte within ${idleMs} ms`;
      sent.destroy(new HttpError('NETWORK', message, { mayHaveArrived: isConnected }));
    });
    sent.on('error', (error) => reject(toHttpError(error, request, isConnected)));
    sent.end(body);
  });
}

/**
 * The address that a connection really has is looked at once more, before the handshake: a connection that is used again
 * was made for another request, perhaps under another policy, and a host that is an address is not looked up at all.
 */
function whenConnected(socket: Socket, check: () => void): void {
  if (socket.connecting) socket.once('connect', check);
  else check();
}

function toResponse(request: TransportRequest, response: IncomingMessage): TransportResponse {
  const what = `${request.method} ${request.url.href}`;
  return {
    status: response.statusCode ?? 0,
    headers: joinHeaders(response.headers),
    body: withHttpErrors(decodeBody(response, request.maxBytes, what), request),
  };
}

async function* withHttpErrors(
  body: AsyncIterable<Uint8Array>,
  request: TransportRequest,
): AsyncIterable<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw toHttpError(error, request, true);
  }
}

/** Node's codes for answers that break HTTP or their encoding; every other code is about the connection. */
const MALFORMED = /^(?:HPE_|Z_|ERR_HTTP_|ERR_INVALID_)/;

function toHttpError(error: unknown, request: TransportRequest, mayHaveArrived: boolean): unknown {
  if (isHttpError(error) || request.signal.aborted) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const kind = MALFORMED.test(code) ? 'MALFORMED' : 'NETWORK';
  const what = kind === 'MALFORMED' ? 'a malformed answer' : 'no connection, or one that broke';
  return new HttpError(kind, `${request.method} ${request.url.href}: ${what} (${code})`, {
    cause: error,
    mayHaveArrived,
  });
}

function joinHeaders(headers: http.IncomingHttpHeaders): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
