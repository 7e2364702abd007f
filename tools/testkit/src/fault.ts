import type { IncomingMessage, ServerResponse } from 'node:http';

/** How a server can fail. */
export type Fault =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Uint8Array;
    }
  /** The connection is reset before an answer. */
  | { readonly kind: 'reset' }
  /** There is never an answer. */
  | { readonly kind: 'silence' }
  /** The answer begins, and the connection breaks. */
  | { readonly kind: 'truncate' }
  /** A byte now and then, without end. */
  | { readonly kind: 'drip' }
  /** As many bytes as are taken, without end. */
  | { readonly kind: 'flood' }
  /** What comes back is no HTTP. */
  | { readonly kind: 'nonsense' };

const FLOOD = Buffer.alloc(65_536, ' ');

/** Lets a request fail that way. */
export function sendFault(fault: Fault, request: IncomingMessage, response: ServerResponse): void {
  switch (fault.kind) {
    case 'answer':
      response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers });
      response.end(fault.body ?? '{}');
      return;
    case 'reset':
      request.socket.resetAndDestroy();
      return;
    case 'silence':
      return;
    case 'truncate':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"half":');
      setImmediate(() => request.socket.destroy());
      return;
    case 'drip': {
      response.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
      return;
    }
    case 'flood': {
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = (): void => {
        while (!response.destroyed && response.write(FLOOD));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
      return;
    }
    case 'nonsense':
      request.socket.end('SSH-2.0-nonsense\r\n');
  }
}
