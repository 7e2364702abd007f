import { readFile, writeFile } from 'node:fs/promises';
import { createSigstore, type LoopbackAnswer } from '@provkit/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { refreshTrust } from '../../../src/adapters/tuf/index.ts';
import { loopbackNetwork } from '../../loopback-network.ts';
import { type Mirror, NOW, startMirror } from './tuf-mirror.ts';

let mirror: Mirror;
beforeEach(async () => {
  mirror = await startMirror();
});
afterEach(async () => mirror.close());

const trustedRoot = () => createSigstore({ now: () => NOW.getTime() }).trustedRoot;

describe('refreshTrust (T11)', () => {
  test('fetches the trusted root, and a registry’s keys without being told which registry', async () => {
    const refreshed = await mirror.refresh();
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
      registryKeys: [{ keyId: mirror.signer.keyId }],
    });
  });

  test('asks again only for what may have changed', async () => {
    await mirror.refresh();
    const before = mirror.paths().length;
    expect((await mirror.refresh()).kind).toBe('fresh');
    expect(mirror.paths().slice(before)).toEqual(['2.root.json', 'timestamp.json']);
  });

  test('follows new roots and keys, and takes what they sign', async () => {
    await mirror.refresh();
    const trusted = trustedRoot();
    mirror.repository.rotate(['root', 'timestamp', 'snapshot'], {
      targets: { 'trusted_root.json': trusted },
    });
    mirror.repository.rotate(['targets']);
    const refreshed = await mirror.refresh();
    expect(refreshed).toMatchObject({
      kind: 'fresh',
      trust: { roots: [{ summary: { source: expect.stringContaining('root 3') } }] },
    });
    // a root that is known is not fetched anew, and still verified from the caller's
    await mirror.refresh();
    expect(mirror.paths().filter((path) => path === '2.root.json')).toHaveLength(2);
  });

  test('another target, as tenants have one', async () => {
    mirror.repository.publish({ targets: { 'acme.trusted_root.json': trustedRoot() } });
    expect((await mirror.refresh({ target: 'acme.trusted_root.json' })).kind).toBe('fresh');
    expect(await mirror.refresh({ target: 'other.trusted_root.json' })).toEqual({
      kind: 'refused',
      problem: 'test has no target other.trusted_root.json',
    });
  });

  test('without a store nothing is kept, and nothing written', async () => {
    const repository = { name: 'test', mirror: mirror.url, root: mirror.repository.root };
    const options = { repository, network: loopbackNetwork(), now: NOW };
    expect((await refreshTrust(options)).kind).toBe('fresh');
    expect((await refreshTrust(options)).kind).toBe('fresh');
    expect(mirror.paths().filter((path) => path === 'timestamp.json')).toHaveLength(2);
    await expect(readFile(mirror.cacheFile)).rejects.toMatchObject({
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
    const old = new Map(mirror.repository.files);
    mirror.repository.publish();
    await mirror.refresh();
    mirror.restore(old);
    expect(await mirror.refresh()).toEqual(refused(/version 1/));
  });

  test('a rollback of the root, by withholding the newer one', async () => {
    const old = new Map(mirror.repository.files);
    mirror.repository.rotate(['root']);
    await mirror.refresh();
    mirror.restore(old);
    expect(await mirror.refresh()).toEqual(
      refused(/root metadata has version 1, and version 2 was seen before|version/),
    );
    // also when only the memory is left, and the cached files are not
    const state = JSON.parse(await readFile(mirror.cacheFile, 'utf8'));
    await writeFile(
      mirror.cacheFile,
      JSON.stringify({ ...state, roots: {}, metadata: {}, targets: {} }),
    );
    expect(await mirror.refresh()).toEqual(
      refused(/root metadata has version 1, and version 2 was seen before/),
    );
  });

  test('a rollback of one role, when only the memory is left', async () => {
    const old = new Map(mirror.repository.files);
    mirror.repository.publish();
    await mirror.refresh();
    mirror.restore(old);
    const state = JSON.parse(await readFile(mirror.cacheFile, 'utf8'));
    await writeFile(mirror.cacheFile, JSON.stringify({ ...state, metadata: {} }));
    expect(await mirror.refresh()).toEqual(
      refused(/timestamp metadata has version 1, and version 2 was seen before/),
    );
  });

  test('a freeze: metadata that has expired by the caller’s clock', async () => {
    mirror.repository.publish({ expires: { timestamp: '2998-02-07T00:00:00Z' } });
    expect((await mirror.refresh({ now: new Date('2998-02-06T23:59:59Z') })).kind).toBe('fresh');
    const later = await mirror.refresh({ now: new Date('2998-02-07T00:00:00Z') });
    expect(later).toEqual(refused(/expired/));
  });

  test.each(['timestamp', 'snapshot', 'targets'] as const)(
    'expired metadata of the role %s',
    async (role) => {
      mirror.repository.publish({ expires: { [role]: '2020-01-01T00:00:00Z' } });
      expect(await mirror.refresh()).toEqual(refused(/expired/));
    },
  );

  test.each(['timestamp', 'snapshot', 'targets'] as const)(
    'metadata of the role %s that somebody else has signed',
    async (role) => {
      mirror.repository.publish({ strangers: [role] });
      expect(await mirror.refresh()).toEqual(refused(/sign/));
    },
  );

  test('a new root that the old one has not signed', async () => {
    mirror.repository.rotate(['root'], { strangers: ['root'] });
    expect(await mirror.refresh()).toEqual(refused(/sign/));
  });

  test('a new root that skips a version', async () => {
    mirror.repository.rotate([], { versions: { root: 3 } });
    mirror.repository.files.set(
      '2.root.json',
      mirror.repository.files.get('3.root.json') ?? Buffer.alloc(0),
    );
    expect(await mirror.refresh()).toEqual(refused(/version/i));
  });

  test('a target whose bytes are others', async () => {
    for (const path of mirror.repository.files.keys()) {
      if (path.endsWith('trusted_root.json')) mirror.repository.files.set(path, Buffer.from('{}'));
    }
    expect((await mirror.refresh()).kind).toBe('refused');
  });

  test('a target that is no trusted root', async () => {
    mirror.repository.publish({ targets: { 'trusted_root.json': '{}' } });
    expect(await mirror.refresh()).toEqual(refused(/no usable trusted root/));
  });

  test.each<[string, LoopbackAnswer]>([
    ['nonsense', { status: 200, body: '<html>' }],
    ['nothing', { status: 200, body: '' }],
    ['too much', { status: 200, body: 'x'.repeat(17_000) }],
    ['another host', { status: 302, headers: { location: 'https://evil.example/timestamp.json' } }],
    ['a file', { status: 302, headers: { location: 'file:///etc/passwd' } }],
    ['itself for ever', { status: 302, headers: { location: '/timestamp.json' } }],
  ])('T14, T15: a mirror that answers with %s', async (_, given) => {
    mirror.answer((path) => (path === 'timestamp.json' ? given : undefined));
    expect((await mirror.refresh()).kind).toBe('refused');
  });
});
