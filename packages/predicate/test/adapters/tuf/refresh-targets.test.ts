import { readFile, writeFile } from 'node:fs/promises';
import { createSigstore, createTufRepository, type LoopbackAnswer } from '@provkit/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loopbackNetwork } from '../../loopback-network.ts';
import { type Mirror, startMirror } from './tuf-mirror.ts';

let mirror: Mirror;
beforeEach(async () => {
  mirror = await startMirror();
});
afterEach(async () => mirror.close());

describe('the cache', () => {
  test('T11: a cache is not where trust begins: a root that lies in it is not believed', async () => {
    const evil = createTufRepository({
      'trusted_root.json': createSigstore({ now: () => 0 }).trustedRoot,
    });
    await mirror.refresh();
    const path = mirror.cacheFile;
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
    mirror.answer(() => 'reset');
    expect((await mirror.refresh()).kind).toBe('unreachable');
    mirror.answer(() => undefined);
    expect(await mirror.refresh()).toMatchObject({
      kind: 'fresh',
      registryKeys: [{ keyId: mirror.signer.keyId }],
      trust: { roots: [{ summary: { source: expect.stringContaining('root 1') } }] },
    });
  });

  test('a damaged cache is no cache', async () => {
    await mirror.refresh();
    await writeFile(mirror.cacheFile, '{');
    expect((await mirror.refresh()).kind).toBe('fresh');
  });
});

describe('when nobody answers', () => {
  test.each<[string, LoopbackAnswer]>([
    ['breaks the connection', 'reset'],
    ['breaks off', 'truncate'],
    ['has troubles', { status: 503 }],
    ['has no timestamp', { status: 404 }],
    ['wants to be asked later', { status: 429, headers: { 'retry-after': '1' } }],
  ])('a mirror that %s is unreachable, and what was fetched before is used', async (_, given) => {
    mirror.answer(() => given);
    expect(await mirror.refresh()).toMatchObject({
      kind: 'unreachable',
      problem: expect.stringContaining('127.0.0.1'),
    });
    mirror.answer(() => undefined);
    await mirror.refresh();
    mirror.answer(() => given);
    expect(await mirror.refresh()).toMatchObject({
      kind: 'cached',
      trust: { roots: [{}] },
      registryKeys: [{}],
    });
  });

  test('silence is no answer', async () => {
    mirror.answer(() => 'silence');
    expect((await mirror.refresh({ network: loopbackNetwork({ isImpatient: true }) })).kind).toBe(
      'unreachable',
    );
  });

  test('what was fetched before is not used once it has expired', async () => {
    mirror.repository.publish({ expires: { timestamp: '2998-01-01T00:00:00Z' } });
    await mirror.refresh();
    mirror.answer(() => 'reset');
    const late = await mirror.refresh({ now: new Date('2998-01-01T00:00:00Z') });
    expect(late).toMatchObject({
      kind: 'unreachable',
      problem: expect.stringContaining('expired'),
    });
  });

  test('the caller’s abort is thrown', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(mirror.refresh({ signal })).rejects.toMatchObject({ code: 'ABORTED' });
  });
});
