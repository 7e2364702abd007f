import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer, type Server } from 'node:https';
import { type AddressInfo, connect, type Server as NetServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { createCertificateAuthority, extensions, generateKeyPair, pem } from '@provkit/testkit';

/** The only host that the server's certificate is for. */
export const HOST = 'evidence.example';

/** A server with a certificate for `evidence.example`, and the authority that one must trust for it (PEM). */
export async function startTls(answer: () => string) {
  const now = new Date();
  const ca = createCertificateAuthority('test of proxies', now);
  const keys = generateKeyPair();
  const leaf = ca.issue({
    notBefore: new Date(now.getTime() - 3_600_000),
    notAfter: new Date(now.getTime() + 3_600_000),
    spki: keys.spki,
    extensions: [
      extensions.keyUsage(false),
      extensions.extendedKeyUsage(['1.3.6.1.5.5.7.3.1']), // serverAuth
      extensions.subjectAltName([2, HOST]),
    ],
  });
  const [intermediate, root] = ca.chain;
  const server = createTlsServer(
    {
      key: keys.privateKey.export({ format: 'pem', type: 'pkcs8' }),
      cert: pem('CERTIFICATE', leaf) + pem('CERTIFICATE', intermediate),
    },
    (_, response) => response.end(answer()),
  );
  return { port: await listen(server), authority: pem('CERTIFICATE', root), server };
}

/** A proxy that takes CONNECT, and leads every host to one port of this machine. */
export async function startProxy(port: number) {
  /** The requests' targets, each with its `proxy-authorization`. */
  const asked: [target: string, authorization: string | undefined][] = [];
  let status: number | 'silence' = 200;
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on('connect', (request: IncomingMessage, client: Duplex, head: Buffer) => {
    asked.push([request.url ?? '', request.headers['proxy-authorization']]);
    client.on('error', () => {});
    if (status === 'silence') return;
    if (status !== 200) {
      client.end(`HTTP/1.1 ${status} No\r\n\r\n`);
      return;
    }
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
  });
  return {
    port: await listen(server),
    server,
    asked,
    answerWith: (next: number | 'silence') => {
      status = next;
    },
  };
}

async function listen(server: Server | NetServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return (server.address() as AddressInfo).port; // a TCP server has no other kind
}
