import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createNodeTransport, type Resolve } from '../../src/adapters/node-transport.ts';
import { createHttpClient } from '../../src/create-http-client.ts';
import type { HttpPolicy } from '../../src/host-rule.ts';
import { isHttpError } from '../../src/http-error.ts';
import type { HttpRequest } from '../../src/request.ts';

let server: Server;
let url = '';
let connections = 0;
let requests = 0;
let answer: RequestListener = (_, response) => void response.end('ok');

beforeAll(async () => {
  server = createServer((request, response) => {
    requests += 1;
    answer(request, response);
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});
beforeEach(() => {
  connections = 0;
  requests = 0;
  answer = (_, response) => void response.end('ok');
});

const clock = {
  now: () => Date.now(),
  sleep: (ms: number, signal?: AbortSignal) => sleep(ms, undefined, signal && { signal }),
};

function client(policy: HttpPolicy, resolve?: Resolve) {
  return createHttpClient({
    policy,
    transport: createNodeTransport(resolve && { resolve }),
    clock,
    random: () => 0,
    limits: { backoffMs: 1, attemptMs: 5_000 },
  });
}

const LOOPBACK: HttpPolicy = { hosts: [], loopbackUnsafe: true };

async function failureOf(request: Partial<HttpRequest>, policy = LOOPBACK, resolve?: Resolve) {
  const error = await client(policy, resolve)
    .send({ url, ...request })
    .then(
      () => new Error('it succeeded'),
      (caught: unknown) => caught,
    );
  if (!isHttpError(error)) throw error;
  return error;
}

describe('over the wire', () => {
  test('sends method, headers and body, and reads what comes back', async () => {
    answer = (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        response.setHeader('x-two', ['a', 'b']);
        response.end(`${request.method} ${request.headers.authorization} ${Buffer.concat(chunks)}`);
      });
    };
    const { body, headers } = await client(LOOPBACK).send({
      url,
      method: 'POST',
      body: 'grüße',
      credential: 'Bearer x',
    });
    expect(Buffer.from(body).toString()).toBe('POST Bearer x grüße');
    expect(headers['x-two']).toBe('a, b');
  });

  test('uses a connection again', async () => {
    const one = client(LOOPBACK);
    for (let index = 0; index < 3; index += 1) await one.send({ url });
    expect([requests, connections]).toEqual([3, 1]);
  });

  test('unpacks what comes packed', async () => {
    answer = (request, response) => {
      expect(request.headers['accept-encoding']).toBe('gzip');
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync('unpacked'));
    };
    expect(Buffer.from((await client(LOOPBACK).send({ url })).body).toString()).toBe('unpacked');
  });

  test('T15: a packed body is bounded by what it unpacks to', async () => {
    answer = (_, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync(Buffer.alloc(50_000_000)));
    };
    expect(await failureOf({ maxBytes: 1_000_000 })).toMatchObject({ code: 'TOO_LARGE' });
  });

  test('T15: a packed body that unpacks to nothing is bounded too', async () => {
    const empty = gzipSync('', { level: 0 });
    answer = (_, response) => {
      response.setHeader('content-encoding', 'gzip');
      const more = () => {
        while (!response.destroyed && response.write(Buffer.concat(Array(500).fill(empty))));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    };
    expect(await failureOf({ maxBytes: 100_000 })).toMatchObject({ code: 'TOO_LARGE' });
  });

  test('T15: an endless body is left', async () => {
    answer = (_, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    };
    expect(await failureOf({ maxBytes: 1_000_000 })).toMatchObject({ code: 'TOO_LARGE' });
  });

  test.each([
    ['a broken one', 'gzip', 'this is no gzip'],
    ['one that was not asked for', 'br', 'x'],
    ['two', 'gzip, gzip', 'x'],
  ])('an encoding is refused when it is %s', async (_, encoding, body) => {
    answer = (_request, response) => {
      response.setHeader('content-encoding', encoding);
      response.end(body);
    };
    expect(await failureOf({})).toMatchObject({ code: 'MALFORMED' });
    expect(requests).toBe(1);
  });

  test('a connection that breaks is tried again, in the middle of a body too', async () => {
    answer = (request, response) => {
      if (requests === 1) return void request.socket.resetAndDestroy();
      if (requests === 2) {
        response.setHeader('content-length', '100');
        response.write('half');
        return void setImmediate(() => request.socket.destroy());
      }
      response.end('whole');
    };
    const response = await client(LOOPBACK).send({ url });
    expect(Buffer.from(response.body).toString()).toBe('whole');
    expect(response.tries).toBe(3);
  });

  test('an answer that breaks HTTP is malformed, and not asked for again', async () => {
    answer = (request) => void request.socket.end('HTTP/1.1 200 OK\r\nbad header\r\n\r\n');
    expect(await failureOf({})).toMatchObject({ code: 'MALFORMED' });
    expect(requests).toBe(1);
  });

  test('headers without end are malformed', async () => {
    answer = (request) => {
      request.socket.write(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`);
    };
    expect(await failureOf({})).toMatchObject({ code: 'MALFORMED' });
  });

  test('an answer that drips is cut off at the deadline', async () => {
    answer = (_, response) => {
      const timer = setInterval(() => response.write('.'), 5);
      response.on('close', () => clearInterval(timer));
    };
    expect(await failureOf({ attemptMs: 50, maxTries: 1 })).toMatchObject({ code: 'TIMEOUT' });
  });

  test.each([
    ['before the answer', () => {}],
    ['in the middle of it', (response: ServerResponse) => void response.write('half')],
  ])('a connection on which nothing comes is broken, %s', async (_, begin) => {
    answer = (_request, response) => begin(response);
    const stalled = createHttpClient({
      policy: LOOPBACK,
      transport: createNodeTransport({ idleMs: 300 }),
      clock,
      random: () => 0,
      limits: { maxTries: 1 },
    });
    await expect(stalled.send({ url })).rejects.toMatchObject({
      code: 'NETWORK',
      mayHaveArrived: true,
    });
  });

  test('nobody there is a network error, and surely nothing arrived', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    expect(await failureOf({ url: `http://127.0.0.1:${port}` })).toMatchObject({
      code: 'NETWORK',
      mayHaveArrived: false,
      cause: { code: 'ECONNREFUSED' },
    });
  });
});

describe('T14: where a name leads', () => {
  const NAMED: HttpPolicy = { hosts: ['evidence.example'] };
  const question = (host: string) => ({
    method: 'GET',
    url: new URL(`http://${host}:${new URL(url).port}/`),
    headers: {},
    body: undefined,
    maxBytes: 100,
    signal: new AbortController().signal,
  });
  const to =
    (...addresses: readonly string[]): Resolve =>
    async () =>
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

  test.each([
    ['loopback', ['127.0.0.1']],
    ['loopback in IPv6', ['::1']],
    ['a private address', ['10.0.0.1']],
    ['metadata', ['169.254.169.254']],
    ['mapped metadata', ['::ffff:169.254.169.254']],
    ['the unspecified address', ['0.0.0.0']],
    ['a public address and a private one', ['140.82.121.6', '10.0.0.1']],
    ['what is no address', ['localhost']],
  ])('a name that leads to %s is not connected to', async (_, addresses) => {
    const error = await failureOf({ url: 'https://evidence.example/' }, NAMED, to(...addresses));
    expect(error).toMatchObject({ code: 'ADDRESS_REFUSED', mayHaveArrived: false });
    expect(connections).toBe(0);
  });

  test('a host of one’s own may lead to private addresses, and still not to this machine or metadata', async () => {
    const own: HttpPolicy = {
      hosts: [{ name: 'evidence.example', privateAddressesUnsafe: true }],
    };
    for (const address of ['127.0.0.1', '169.254.169.254', '::1', 'fd00:ec2::254']) {
      const error = await failureOf({ url: 'https://evidence.example/' }, own, to(address));
      expect(error.code).toBe('ADDRESS_REFUSED');
    }
  });

  test('DNS rebinding: what was looked at is what is connected to, and a later answer is looked at anew', async () => {
    const answers = ['127.0.0.1', '127.0.0.2'];
    const rebinding: Resolve = async () => [{ address: answers.shift() ?? '', family: 4 }];
    const transport = createNodeTransport({ resolve: rebinding });
    const send = () =>
      transport.send({
        ...question('rebinding.example'),
        headers: { connection: 'close' },
        isAddressAllowed: (address) => address === '127.0.0.1',
      });
    const first = await send();
    for await (const _ of first.body);
    expect(answers).toEqual(['127.0.0.2']);
    await expect(send()).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' });
    expect([requests, connections, answers.length]).toEqual([1, 1, 0]);
  });

  test('a connection that is used again is held against the policy of who uses it', async () => {
    const transport = createNodeTransport({ resolve: to('127.0.0.1') });
    const send = (isAddressAllowed: (address: string) => boolean) =>
      transport.send({ ...question('shared.example'), isAddressAllowed });
    const first = await send(() => true);
    for await (const _ of first.body);
    await new Promise((resolve) => setImmediate(resolve));
    await expect(send((address) => address !== '127.0.0.1')).rejects.toMatchObject({
      code: 'ADDRESS_REFUSED',
    });
    expect([requests, connections]).toEqual([1, 1]);
  });

  test('a name that cannot be looked up is a network error', async () => {
    const nowhere: Resolve = async () => {
      throw Object.assign(new Error('getaddrinfo ENOTFOUND evidence.example'), {
        code: 'ENOTFOUND',
      });
    };
    const error = await failureOf({ url: 'https://evidence.example/' }, NAMED, nowhere);
    expect(error).toMatchObject({ code: 'NETWORK', cause: { code: 'ENOTFOUND' } });
    expect(await failureOf({ url: 'https://evidence.example/' }, NAMED, to())).toMatchObject({
      code: 'NETWORK',
    });
  });
});
