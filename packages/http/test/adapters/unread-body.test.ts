import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createNodeTransport } from '../../src/adapters/node-transport.ts';
import { createHttpClient } from '../../src/create-http-client.ts';

test('T15: an answer that announces too much leaves no connection open', async () => {
  const closed = Promise.withResolvers<string>();
  const server = createServer((request, response) => {
    request.socket.once('close', () => closed.resolve('closed'));
    response.writeHead(200, { 'content-length': '1000000000' });
    response.flushHeaders();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const client = createHttpClient({
    policy: { hosts: [], loopbackUnsafe: true },
    transport: createNodeTransport(),
    clock: {
      now: () => Date.now(),
      sleep: (ms, signal) => sleep(ms, undefined, signal && { signal }),
    },
    random: () => 0,
  });
  const { port } = server.address() as AddressInfo;
  const sent = client.send({ url: `http://127.0.0.1:${port}/`, maxBytes: 10, maxTries: 1 });
  await expect(sent).rejects.toMatchObject({ code: 'TOO_LARGE' });
  expect(await Promise.race([closed.promise, sleep(2_000, 'still open')])).toBe('closed');
});
