import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Fault, sendFault } from './fault.ts';
import { SERVER_OPTIONS } from './server-options.ts';

/** One request, as it came. */
export interface LoopbackRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** What to answer, or how to fail. */
export type LoopbackAnswer =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Uint8Array;
    }
  | Fault
  | Exclude<Fault['kind'], 'answer'>;

/** A server on 127.0.0.1 that answers as a test says. */
export interface Loopback {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** Every request so far. */
  readonly requests: readonly LoopbackRequest[];
  /** Ends every connection and the server. */
  close(): Promise<void>;
}

/** Starts a server. What the handler throws becomes a 500. */
export async function startLoopback(
  handle: (request: LoopbackRequest) => LoopbackAnswer | Promise<LoopbackAnswer>,
): Promise<Loopback> {
  const requests: LoopbackRequest[] = [];
  const server = createServer(SERVER_OPTIONS, (incoming, response) => {
    void answer(incoming, response, async (request) => {
      requests.push(request);
      return handle(request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server has no other kind
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  incoming: IncomingMessage,
  response: ServerResponse,
  handle: (request: LoopbackRequest) => Promise<LoopbackAnswer>,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk as Uint8Array));
  const request = {
    method: incoming.method ?? 'GET',
    url: new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? '127.0.0.1'}`),
    headers: incoming.headers as Record<string, string | undefined>, // those that tests look at come once
    body: Buffer.concat(chunks),
  };
  const given = await handle(request).catch(
    (error: unknown): LoopbackAnswer => ({ status: 500, body: String(error) }),
  );
  if (typeof given === 'string') sendFault({ kind: given }, incoming, response);
  else if ('kind' in given) sendFault(given, incoming, response);
  else {
    response.writeHead(given.status, given.headers);
    response.end(given.body ?? '');
  }
}
