import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createNpmSigner,
  createSigstore,
  createTufRepository,
  type Loopback,
  type LoopbackAnswer,
  startLoopback,
  type TufRepository,
} from '@provkit/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createFileTufStore,
  type RefreshTrustOptions,
  refreshTrust,
  type TufStore,
} from '../../../src/adapters/tuf/index.ts';
import { loopbackClient } from '../../loopback-client.ts';

const NOW = new Date('2026-01-31T12:00:00.000Z');
const sigstore = createSigstore({ now: () => NOW.getTime() });
const signer = createNpmSigner(sigstore);
const KEYS = 'registry.example/keys.json';

let repository: TufRepository;
let server: Loopback;
let folder: string;
let store: TufStore;
let answer: (path: string) => LoopbackAnswer | undefined;

beforeEach(async () => {
  repository = createTufRepository({
    'trusted_root.json': sigstore.trustedRoot,
    [KEYS]: signer.keys,
  });
  answer = () => undefined;
  server = await startLoopback(({ url }) => {
    const path = url.pathname.slice(1);
    const file = repository.files.get(path);
    return answer(path) ?? (file ? { status: 200, body: file } : { status: 404 });
  });
  folder = await mkdtemp(join(tmpdir(), 'provkit-test-'));
  store = createFileTufStore(join(folder, 'cache'));
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const refresh = (options: Partial<RefreshTrustOptions> = {}) =>
  refreshTrust({
    repository: { name: 'test', mirror: server.url, root: repository.root },
    client: loopbackClient(),
    store,
    now: NOW,
    ...options,
  });

const paths = () => server.requests.map(({ url }) => url.pathname.slice(1));
const saved = () => new Map(repository.files);
const restore = (files: ReadonlyMap<string, Buffer>) => {
  repository.files.clear();
  for (const [path, bytes] of files) repository.files.set(path, bytes);
};

describe('refreshTrust (T11)', () => {
  test('fetches the trusted root, and a registry’s keys without being told which registry', async () => {
    const refreshed = await refresh();
    expect(refreshed).toMatchObject({
      kind: 'fresh',
      trust: {
        roots: [
          {
            summary: {
              source: 'TUF test, root 1, timestamp 1, good until 2999-01-01T00:00:00.000Z',
              profile: 'public-good',
            },
          },
        ],
      },
      registryKeys: [{ keyId: signer.keyId }],
    });
  });

  test('asks again only for what may have changed', async () => {
    await refresh();
    const before = server.requests.length;
    expect((await refresh()).kind).toBe('fresh');
    expect(paths().slice(before)).toEqual(['2.root.json', 'timestamp.json']);
  });

  test('follows new roots and keys, and takes what they sign', async () => {
    await refresh();
    const trusted = createSigstore({ now: () => NOW.getTime() }).trustedRoot;
    repository.rotate(['root', 'timestamp', 'snapshot'], {
      targets: { 'trusted_root.json': trusted },
    });
    repository.rotate(['targets']);
    const refreshed = await refresh();
    expect(refreshed).toMatchObject({
      kind: 'fresh',
      trust: { roots: [{ summary: { source: expect.stringContaining('root 3') } }] },
    });
    // a root that is known is not fetched anew, and still verified from the caller's
    await refresh();
    expect(paths().filter((path) => path === '2.root.json')).toHaveLength(2);
  });

  test('another target, as tenants have one', async () => {
    repository.publish({ targets: { 'acme.trusted_root.json': sigstore.trustedRoot } });
    expect((await refresh({ target: 'acme.trusted_root.json' })).kind).toBe('fresh');
    expect(await refresh({ target: 'other.trusted_root.json' })).toEqual({
      kind: 'refused',
      problem: 'test has no target other.trusted_root.json',
    });
  });

  test('without a store nothing is kept, and nothing written', async () => {
    const { store: _store, ...without } = {
      store,
      repository: { name: 'test', mirror: server.url, root: repository.root },
    };
    const options = { ...without, client: loopbackClient(), now: NOW };
    expect((await refreshTrust(options)).kind).toBe('fresh');
    expect((await refreshTrust(options)).kind).toBe('fresh');
    expect(paths().filter((path) => path === 'timestamp.json')).toHaveLength(2);
    await expect(readFile(join(folder, 'cache', 'test.tuf.json'))).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });
});

describe('what is not the repository’s is refused (T11)', () => {
  const refused = (problem: RegExp) => ({
    kind: 'refused',
    problem: expect.stringMatching(problem),
  });

  test('a rollback of everything', async () => {
    const old = saved();
    repository.publish();
    await refresh();
    restore(old);
    expect(await refresh()).toEqual(refused(/version 1/));
  });

  test('a rollback of the root, by withholding the newer one', async () => {
    const old = saved();
    repository.rotate(['root']);
    await refresh();
    restore(old);
    expect(await refresh()).toEqual(
      refused(/root metadata has version 1, and version 2 was seen before|version/),
    );
    // also when only the memory is left, and the cached files are not
    const state = JSON.parse(await readFile(join(folder, 'cache', 'test.tuf.json'), 'utf8'));
    await writeFile(
      join(folder, 'cache', 'test.tuf.json'),
      JSON.stringify({ ...state, roots: {}, metadata: {}, targets: {} }),
    );
    expect(await refresh()).toEqual(
      refused(/root metadata has version 1, and version 2 was seen before/),
    );
  });

  test('a rollback of one role, when only the memory is left', async () => {
    const old = saved();
    repository.publish();
    await refresh();
    restore(old);
    const state = JSON.parse(await readFile(join(folder, 'cache', 'test.tuf.json'), 'utf8'));
    await writeFile(
      join(folder, 'cache', 'test.tuf.json'),
      JSON.stringify({ ...state, metadata: {} }),
    );
    expect(await refresh()).toEqual(
      refused(/timestamp metadata has version 1, and version 2 was seen before/),
    );
  });

  test('a freeze: metadata that has expired by the caller’s clock', async () => {
    repository.publish({ expires: { timestamp: '2998-02-07T00:00:00Z' } });
    expect((await refresh({ now: new Date('2998-02-06T23:59:59Z') })).kind).toBe('fresh');
    const later = await refresh({ now: new Date('2998-02-07T00:00:00Z') });
    expect(later).toEqual(refused(/expired/));
  });

  test.each(['timestamp', 'snapshot', 'targets'] as const)(
    'expired metadata of the role %s',
    async (role) => {
      repository.publish({ expires: { [role]: '2020-01-01T00:00:00Z' } });
      expect(await refresh()).toEqual(refused(/expired/));
    },
  );

  test.each(['timestamp', 'snapshot', 'targets'] as const)(
    'metadata of the role %s that somebody else has signed',
    async (role) => {
      repository.publish({ strangers: [role] });
      expect(await refresh()).toEqual(refused(/sign/));
    },
  );

  test('a new root that the old one has not signed', async () => {
    repository.rotate(['root'], { strangers: ['root'] });
    expect(await refresh()).toEqual(refused(/sign/));
  });

  test('a new root that skips a version', async () => {
    repository.rotate([], { versions: { root: 3 } });
    repository.files.set('2.root.json', repository.files.get('3.root.json') ?? Buffer.alloc(0));
    expect(await refresh()).toEqual(refused(/version/i));
  });

  test('a target whose bytes are others', async () => {
    for (const path of repository.files.keys()) {
      if (path.endsWith('trusted_root.json')) repository.files.set(path, Buffer.from('{}'));
    }
    expect((await refresh()).kind).toBe('refused');
  });

  test('a target that is no trusted root', async () => {
    repository.publish({ targets: { 'trusted_root.json': '{}' } });
    expect(await refresh()).toEqual(refused(/no usable trusted root/));
  });

  test.each<[string, LoopbackAnswer]>([
    ['nonsense', { status: 200, body: '<html>' }],
    ['nothing', { status: 200, body: '' }],
    ['too much', { status: 200, body: 'x'.repeat(17_000) }],
    ['another host', { status: 302, headers: { location: 'https://evil.example/timestamp.json' } }],
    ['a file', { status: 302, headers: { location: 'file:///etc/passwd' } }],
    ['itself for ever', { status: 302, headers: { location: '/timestamp.json' } }],
  ])('T14, T15: a mirror that answers with %s', async (_, given) => {
    answer = (path) => (path === 'timestamp.json' ? given : undefined);
    expect((await refresh()).kind).toBe('refused');
  });

  test('T11: a cache is not where trust begins: a root that lies in it is not believed', async () => {
    const evil = createTufRepository({
      'trusted_root.json': createSigstore({ now: () => 0 }).trustedRoot,
    });
    await refresh();
    const path = join(folder, 'cache', 'test.tuf.json');
    const state = JSON.parse(await readFile(path, 'utf8'));
    const text = (name: string) => String(evil.files.get(name));
    await writeFile(
      path,
      JSON.stringify({
        ...state,
        roots: { 2: text('1.root.json') },
        metadata: {
          root: evil.root,
          timestamp: text('timestamp.json'),
          snapshot: text('1.snapshot.json'),
          targets: text('1.targets.json'),
        },
      }),
    );
    // nobody answers: what is cached is verified as a mirror's answer would be
    answer = () => 'reset';
    expect((await refresh()).kind).toBe('unreachable');
    answer = () => undefined;
    expect(await refresh()).toMatchObject({
      kind: 'fresh',
      registryKeys: [{ keyId: signer.keyId }],
      trust: { roots: [{ summary: { source: expect.stringContaining('root 1') } }] },
    });
  });

  test('a damaged cache is no cache', async () => {
    await refresh();
    await writeFile(join(folder, 'cache', 'test.tuf.json'), '{');
    expect((await refresh()).kind).toBe('fresh');
  });
});

describe('when nobody answers', () => {
  test.each<[string, LoopbackAnswer]>([
    ['breaks the connection', 'reset'],
    ['breaks off', 'truncated'],
    ['has troubles', { status: 503 }],
    ['has no timestamp', { status: 404 }],
    ['wants to be asked later', { status: 429, headers: { 'retry-after': '1' } }],
  ])('a mirror that %s is unreachable, and what was fetched before is used', async (_, given) => {
    answer = () => given;
    expect(await refresh()).toMatchObject({
      kind: 'unreachable',
      problem: expect.stringContaining('127.0.0.1'),
    });
    answer = () => undefined;
    await refresh();
    answer = () => given;
    expect(await refresh()).toMatchObject({
      kind: 'cached',
      trust: { roots: [{}] },
      registryKeys: [{}],
    });
  });

  test('silence is no answer', async () => {
    answer = () => 'silence';
    expect((await refresh({ client: loopbackClient({ isImpatient: true }) })).kind).toBe(
      'unreachable',
    );
  });

  test('what was fetched before is not used once it has expired', async () => {
    repository.publish({ expires: { timestamp: '2998-01-01T00:00:00Z' } });
    await refresh();
    answer = () => 'reset';
    const late = await refresh({ now: new Date('2998-01-01T00:00:00Z') });
    expect(late).toMatchObject({
      kind: 'unreachable',
      problem: expect.stringContaining('expired'),
    });
  });

  test('the caller’s abort is thrown', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(refresh({ signal })).rejects.toMatchObject({ code: 'ABORTED' });
  });
});
