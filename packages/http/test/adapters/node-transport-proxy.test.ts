import { setTimeout as sleep } from 'node:timers/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createNodeTransport, type Resolve } from '../../src/adapters/node-transport.ts';
import { createHttpClient } from '../../src/create-http-client.ts';
import { isHttpError } from '../../src/http-error.ts';
import { proxyFromEnv } from '../../src/proxy.ts';
import { HOST, startProxy, startTls } from './tls-server.ts';

const authorities = getCACertificates();
let tls: Awaited<ReturnType<typeof startTls>>;
let proxy: Awaited<ReturnType<typeof startProxy>>;
beforeAll(async () => {
  tls = await startTls(() => 'from the server');
  proxy = await startProxy(tls.port);
  setDefaultCACertificates([...authorities, tls.authority]);
});
afterAll(() => {
  setDefaultCACertificates(authorities);
  for (const { server } of [tls, proxy]) server.close();
});
beforeEach(() => {
  proxy.asked.length = 0;
  proxy.answerWith(200);
});

const URL_ = `https://${HOST}/attestations?token=secret-of-the-query`;
const nowhere: Resolve = async () => {
  throw new Error('nobody is to be resolved here');
};

/** Asks once, with the environment's proxy; the text, or the error. */
async function ask(
  env: Readonly<Record<string, string>>,
  url = URL_,
  { resolve = nowhere, attemptMs = 5_000 } = {},
) {
  const way = proxyFromEnv(env);
  if ('problem' in way) throw new Error(way.problem);
  const transport = createNodeTransport({ resolve, proxyFor: way.proxyFor });
  const client = createHttpClient({
    policy: { hosts: [HOST, 'other.example'] },
    transport,
    clock: {
      now: Date.now,
      sleep: (ms, signal) => sleep(ms, undefined, signal && { signal }),
    },
    random: () => 0,
    limits: { maxTries: 1, attemptMs },
  });
  try {
    const { body } = await client.send({ url, credential: 'Bearer the-token-of-the-request' });
    return Buffer.from(body).toString();
  } catch (error) {
    if (!isHttpError(error)) throw error;
    return error;
  } finally {
    transport.close();
  }
}

const env = (user = '') => ({ HTTPS_PROXY: `http://${user}127.0.0.1:${proxy.port}` });

describe('T14: a request through the proxy that the operator names', () => {
  test('reaches the host by CONNECT, though proxy and server have private addresses', async () => {
    expect(await ask(env())).toBe('from the server');
    expect(proxy.asked).toEqual([[`${HOST}:443`, undefined]]);
  });

  test('logs in at the proxy, and gives it nothing that is for the server', async () => {
    expect(await ask(env('me:pa%20ss@'))).toBe('from the server');
    const basic = `Basic ${Buffer.from('me:pa ss').toString('base64')}`;
    expect(proxy.asked).toEqual([[`${HOST}:443`, basic]]);
  });

  test('does not believe a server that is somebody else: the connection is TLS from end to end', async () => {
    const error = await ask(env(), 'https://other.example/');
    expect(error).toMatchObject({ code: 'NETWORK' });
    expect(proxy.asked).toHaveLength(1);
  });

  test.each([407, 403, 502])(
    'T18: a proxy that answers %i is an error without a secret',
    async (status) => {
      proxy.answerWith(status);
      const error = await ask(env('me:pa55word@'));
      expect(error).toMatchObject({ code: 'NETWORK' });
      const { message, cause, stack } = error as Error; // asserted just before
      const shown = [message, stack, String(cause), JSON.stringify(cause)].join(' ');
      expect(shown).not.toMatch(/pa55word|secret-of-the-query|the-token-of-the-request/);
    },
  );

  test('a proxy that takes the connection and says nothing is not waited for', async () => {
    proxy.answerWith('silence');
    expect(await ask(env(), URL_, { resolve: nowhere, attemptMs: 50 })).toMatchObject({
      code: 'TIMEOUT',
    });
  });

  test('a proxy that is not there is a broken connection', async () => {
    expect(await ask({ HTTPS_PROXY: 'http://127.0.0.1:1' })).toMatchObject({ code: 'NETWORK' });
  });

  test.each([
    [`https://${HOST}:8443/`, 'URL_INVALID'],
    ['https://10.0.0.1/', 'URL_INVALID'],
    ['https://[::1]/', 'URL_INVALID'],
    ['https://metadata.example/', 'HOST_NOT_ALLOWED'],
    ['http://evidence.example/', 'URL_INVALID'],
  ])('%s is refused before the proxy hears of it', async (url, code) => {
    expect(await ask(env(), url)).toMatchObject({ code });
    expect(proxy.asked).toEqual([]);
  });

  test('a host in NO_PROXY goes straight, and its address is looked at', async () => {
    const resolve = async () => [{ address: '10.0.0.1', family: 4 }];
    const error = await ask({ ...env(), NO_PROXY: HOST }, URL_, { resolve });
    expect(error).toMatchObject({ code: 'ADDRESS_REFUSED' });
    expect(proxy.asked).toEqual([]);
  });
});

describe('without a proxy of the caller’s', () => {
  test('NODE_USE_ENV_PROXY and the like change nothing: the address is looked at', async () => {
    const saved = { ...process.env };
    Object.assign(process.env, { NODE_USE_ENV_PROXY: '1', ...env() });
    try {
      const resolve = async () => [{ address: '10.0.0.1', family: 4 }];
      expect(await ask({}, URL_, { resolve })).toMatchObject({ code: 'ADDRESS_REFUSED' });
      expect(proxy.asked).toEqual([]);
    } finally {
      process.env = saved;
    }
  });
});
