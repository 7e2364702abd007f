import { describe, expect, test } from 'vitest';
import { API, codeOf, failureOf, scripted } from './scripted-client.ts';
import type { Step } from './scripted-transport.ts';

const BLOB = 'https://store.blob.core.windows.net/x.zip?sig=SIGNATURE';
const TOKEN = 'ghs_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';

describe('redirects', () => {
  const to = (location: string, status = 302): Step => ({ status, headers: { location } });

  test('T14: the credential does not go to another origin, and not back either', async () => {
    const { send, asked } = scripted([to(BLOB), to(API), { status: 200 }]);
    await send({
      credential: `Bearer ${TOKEN}`,
      headers: { 'x-api-key': 'ours', accept: 'application/json' },
    });
    expect(asked.map(({ headers }) => headers['x-api-key'])).toEqual([
      'ours',
      undefined,
      undefined,
    ]);
    expect(asked[2]?.headers.accept).toBe('application/json');
    expect(asked.map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${TOKEN}`,
      undefined,
      undefined,
    ]);
  });

  test('T14: it stays with a redirect within its origin', async () => {
    const { send, asked } = scripted([to('/repositories/1', 301), { status: 200 }]);
    await send({ credential: `Bearer ${TOKEN}` });
    expect(asked[1]?.url.href).toBe('https://api.github.com/repositories/1');
    expect(asked[1]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
  });

  test.each([
    ['another host', 'https://evil.example/x', 'HOST_NOT_ALLOWED'],
    ['metadata', 'https://169.254.169.254/latest/meta-data/', 'URL_INVALID'],
    ['metadata without https', 'http://169.254.169.254/latest/meta-data/', 'REDIRECT_REFUSED'],
    ['loopback', 'https://127.0.0.1/', 'URL_INVALID'],
    ['no https', 'http://api.github.com/x', 'REDIRECT_REFUSED'],
    ['a file', 'file:///etc/passwd', 'REDIRECT_REFUSED'],
    ['another port', 'https://api.github.com:8443/', 'URL_INVALID'],
    ['credentials', 'https://a:b@api.github.com/', 'URL_INVALID'],
    ['a host relative to the scheme', '//evil.example/x', 'HOST_NOT_ALLOWED'],
    ['nowhere', '', 'REDIRECT_REFUSED'],
    ['no URL', 'https://', 'REDIRECT_REFUSED'],
  ])('T14: to %s is refused', async (_, location, code) => {
    const { send, asked } = scripted([to(location)]);
    expect(await codeOf(send({ credential: `Bearer ${TOKEN}` }))).toBe(code);
    expect(asked).toHaveLength(1);
  });

  test('T14: three are followed, a fourth is not', async () => {
    const three = scripted([to(API), to(API), to(API), { status: 200 }]);
    expect((await three.send()).status).toBe(200);
    const four = scripted([to(API), to(API), to(API), to(API)]);
    expect(await codeOf(four.send())).toBe('REDIRECT_REFUSED');
    expect(four.asked).toHaveLength(4);
  });

  test('what changes something is not sent elsewhere', async () => {
    const { send, asked } = scripted([to(`${API}/elsewhere`, 307)]);
    expect(await codeOf(send({ method: 'POST', body: 'x' }))).toBe('REDIRECT_REFUSED');
    expect(asked).toHaveLength(1);
  });
});

describe('what a server says in an error', () => {
  const readError = (status: number, body: Uint8Array) => {
    const message = Buffer.from(body).toString();
    return { message, isRateLimited: status === 403 && message.includes('slow down') };
  };

  test('is part of the message, and can be a rate limit that nothing else tells', async () => {
    const missing = scripted([{ status: 404, body: 'no such thing' }], { readError });
    expect(await failureOf(missing.send())).toMatchObject({
      code: 'STATUS',
      message: `GET ${API}: status 404, no such thing`,
    });
    const limited = scripted([{ status: 403, body: 'slow down' }], {
      readError,
      limits: { maxTries: 1 },
    });
    expect(await codeOf(limited.send())).toBe('RATE_LIMITED');
  });

  test('a rate limit is no answer, also where its status would be one', async () => {
    const options = { readError, limits: { maxTries: 1 } };
    const said = scripted([{ status: 403, body: 'slow down' }], options);
    expect(await codeOf(said.send({ accept: [403] }))).toBe('RATE_LIMITED');
    const headers = { 'x-ratelimit-remaining': '0' };
    const used = scripted([{ status: 403, headers }], options);
    expect(await codeOf(used.send({ accept: [403] }))).toBe('RATE_LIMITED');
    const denied = scripted([{ status: 403, body: 'no' }], options);
    expect((await denied.send({ accept: [403] })).status).toBe(403);
  });

  test('T15, T18: is bounded and redacted', async () => {
    const long = scripted([{ status: 400, body: 'x'.repeat(200_000) }], { readError });
    expect((await failureOf(long.send())).message.length).toBeLessThan(70_000);
    const echo = scripted([{ status: 401, body: `bad ${TOKEN}` }], { readError });
    expect((await failureOf(echo.send())).message).toBe(`GET ${API}: status 401, bad [redacted]`);
  });
});

describe('what does not show', () => {
  test('T18: the credential, a known secret and the query of a signed URL', async () => {
    const credential = 'Bearer not-of-any-known-shape';
    const { send } = scripted([{ status: 302, headers: { location: BLOB } }, { status: 403 }], {
      secrets: ['SIGNATURE', 'acme'],
    });
    const error = await failureOf(send({ credential }));
    const text = `${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
    expect(text).toContain('https://store.blob.core.windows.net/x.zip: status 403');
    for (const secret of ['not-of-any', 'SIGNATURE', 'acme']) expect(text).not.toContain(secret);
  });

  test('T18: the cause is a copy without what Node puts into its errors', async () => {
    const nodeError = Object.assign(new Error(`bad ${TOKEN}`), { code: 'EPIPE', input: TOKEN });
    const { send } = scripted([], {
      transport: {
        send: async () => {
          const { HttpError } = await import('../src/http-error.ts');
          throw new HttpError('NETWORK', 'broken', { cause: nodeError });
        },
      },
      limits: { maxTries: 1 },
    });
    const { cause } = await failureOf(send());
    expect(cause).toMatchObject({ code: 'EPIPE', message: 'bad [redacted]' });
    expect(JSON.stringify(cause) + (cause as Error).stack).not.toContain('ghs_');
  });

  test('T18: a cause that is one of ours is redacted with what only the client knows', async () => {
    const { HttpError } = await import('../src/http-error.ts');
    const inner = new HttpError('MALFORMED', 'the server said hunter2');
    const outer = new HttpError('ABORTED', 'stopped', { cause: inner, secrets: ['hunter2'] });
    expect(outer.cause).toMatchObject({ name: 'HttpError', message: 'the server said [redacted]' });
  });

  test('a credential has its own member', async () => {
    const { send, asked } = scripted([]);
    const headers = { Authorization: `Bearer ${TOKEN}` };
    expect(await codeOf(send({ headers }))).toBe('URL_INVALID');
    expect(asked).toHaveLength(0);
  });
});
