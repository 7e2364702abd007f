import { type LoopbackAnswer, type OciAuth, startLoopback } from '@provkit/testkit';
import { afterEach, describe, expect, test } from 'vitest';
import { createImage, type Served, serve } from './oci-fixture.ts';

const SECRET = 'planted-password-0123456789';
const credentials = { username: 'me', password: SECRET };
const BASIC = `Basic ${Buffer.from(`me:${SECRET}`).toString('base64')}`;

let served: Served | undefined;
afterEach(async () => served?.server.close());

async function ask(auth: Partial<OciAuth>, options: Parameters<typeof serve>[1] = {}) {
  const { content, image, digest, bundle } = createImage();
  content.attach(image, bundle);
  served = await serve({ content, auth: { kind: 'bearer', ...credentials, ...auth } }, options);
  const outcome = await served.opened.source.find({ name: 'x', sha256: digest });
  return { outcome, requests: served.server.requests };
}

const reasons = ({ outcome }: Awaited<ReturnType<typeof ask>>) =>
  outcome.problems.map(({ reason }) => reason);

describe('a registry that wants to know who asks', () => {
  test('gives a token for name and password, once', async () => {
    const { outcome, requests } = await ask({}, { credentials });
    expect(outcome).toMatchObject({ bundles: [{}], problems: [] });
    const tokens = requests.filter(({ url }) => url.pathname === '/token');
    expect(tokens.map(({ url, headers }) => [url.search, headers.authorization])).toEqual([
      ['?service=registry&scope=repository%3Aacme%2Fwidgets%3Apull', BASIC],
    ]);
  });

  test('gives a token to anybody for what is public', async () => {
    const { outcome, requests } = await ask({ isPublic: true });
    expect(outcome).toMatchObject({ bundles: [{}], problems: [] });
    expect(
      requests.find(({ url }) => url.pathname === '/token')?.headers.authorization,
    ).toBeUndefined();
  });

  test('takes name and password themselves', async () => {
    const { outcome } = await ask({ kind: 'basic' }, { credentials });
    expect(outcome).toMatchObject({ bundles: [{}], problems: [] });
  });

  test('spec 1.2: that refuses has no definite none', async () => {
    for (const kind of ['bearer', 'basic'] as const) {
      for (const given of [{}, { credentials: { username: 'me', password: 'wrong-password' } }]) {
        expect(reasons(await ask({ kind }, given))).toEqual(['not_permitted']);
        await served?.server.close();
      }
    }
  });

  test('that refuses its own token is not asked for ever', async () => {
    const { requests, ...asked } = await ask(
      { isPublic: true, token: 'first' },
      {
        otherwise: ({ url }) =>
          url.pathname === '/token' ? { status: 200, body: '{"token":"other"}' } : undefined,
      },
    );
    expect(reasons({ requests, ...asked })).toEqual(['not_permitted']);
    expect(requests).toHaveLength(3);
  });
});

describe('T14, T18: the realm is the registry’s word, and gets nothing that it should not have', () => {
  test.each([
    'https://evil.example/token',
    'http://169.254.169.254/latest/meta-data',
    'http://127.0.0.1:1/token',
    'http://localhost/token',
    'file:///etc/passwd',
    'https://user:pass@evil.example/token',
    '/token',
    'nonsense',
    '',
  ])('%s is not asked', async (realm) => {
    const asked = await ask({ realm }, { credentials });
    expect(reasons(asked)).toEqual(['malformed']);
    expect(asked.requests).toHaveLength(1);
    expect(JSON.stringify(asked.outcome)).not.toContain(SECRET);
  });

  test('another server on this very machine is not asked either, unless it is named', async () => {
    const other = await startLoopback(() => ({ status: 200, body: '{"token":"x"}' }));
    try {
      expect(reasons(await ask({ realm: `${other.url}/token` }, { credentials }))).toEqual([
        'malformed',
      ]);
      expect(other.requests).toEqual([]);
    } finally {
      await other.close();
    }
  });

  test('the scope is ours, whatever the challenge asks for', async () => {
    const { requests } = await ask(
      { isPublic: true },
      {
        otherwise: ({ url, headers }) =>
          url.pathname === '/token' || headers.authorization
            ? undefined
            : {
                status: 401,
                headers: {
                  'www-authenticate': `Bearer realm="${url.origin}/token?scope=x",scope="repository:all:push"`,
                },
              },
      },
    );
    const scopes = requests.flatMap(({ url }) =>
      url.pathname === '/token' ? url.searchParams.getAll('scope') : [],
    );
    expect(scopes).toEqual(['repository:acme/widgets:pull']);
  });

  test('a blob elsewhere gets neither token nor password', async () => {
    const blobs = await startLoopback(() => ({ status: 404 }));
    try {
      await ask(
        {},
        {
          credentials,
          otherwise: ({ url }) =>
            url.pathname.includes('/blobs/')
              ? { status: 307, headers: { location: `${blobs.url}/blob` } }
              : undefined,
        },
      );
      expect(blobs.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    } finally {
      await blobs.close();
    }
  });

  test.each<[string, LoopbackAnswer, string]>([
    ['nonsense', { status: 200, body: '<html>' }, 'malformed'],
    ['no token', { status: 200, body: '{}' }, 'malformed'],
    [
      'a token that breaks the header',
      { status: 200, body: '{"token":"a\\r\\nx: y"}' },
      'malformed',
    ],
    ['too much', { status: 200, body: 'x'.repeat(70_000) }, 'malformed'],
    [
      'a redirect of the password',
      { status: 302, headers: { location: 'https://evil.example/token' } },
      'malformed',
    ],
    ['a refusal', { status: 401 }, 'not_permitted'],
    ['troubles', { status: 500 }, 'upstream_unavailable'],
    ['a broken connection', 'reset', 'upstream_unavailable'],
  ])('%s for a token is a problem without the password', async (_, answer, reason) => {
    const asked = await ask(
      {},
      { credentials, otherwise: ({ url }) => (url.pathname === '/token' ? answer : undefined) },
    );
    expect(reasons(asked)).toEqual([reason]);
    expect(JSON.stringify(asked.outcome)).not.toContain(SECRET);
    expect(JSON.stringify(asked.outcome)).not.toContain(BASIC.slice(6));
  });

  test.each(['Negotiate', 'Digest realm="x"', 'Bearer', '', '=,"'])(
    'a challenge %j that cannot be met is a refusal',
    async (header) => {
      const asked = await ask(
        {},
        {
          credentials,
          otherwise: () => ({ status: 401, headers: { 'www-authenticate': header } }),
        },
      );
      expect(reasons(asked)).toEqual([header === 'Bearer' ? 'malformed' : 'not_permitted']);
    },
  );
});
