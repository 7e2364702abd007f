import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSigstore, type ZipEntry } from '@provkit/testkit';
import type { Fault, GithubRequest } from '@provkit/testkit/github';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type ArtifactQuestion,
  fetchArtifact,
  type GithubOptions,
} from '../../../src/adapters/github/index.ts';
import { QUESTION, release, resetWorld, startWorld, type World } from './world.ts';

const BUNDLE = JSON.stringify(createSigstore({ now: () => Date.now() }).sign());
const FILES: readonly ZipEntry[] = [
  { name: 'widgets.tgz', content: 'the release' },
  { name: 'widgets.tgz.sigstore.json', content: BUNDLE },
  { name: 'notes.json', content: '{"not":"a bundle"}' },
];

let world: World;
let temporary = '';
beforeAll(async () => {
  world = await startWorld();
  temporary = await mkdtemp(join(tmpdir(), 'provkit-fetch-'));
  vi.stubEnv('TMPDIR', temporary);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await world.close();
  await rm(temporary, { recursive: true });
});
beforeEach(() => resetWorld(world));

const give = (changes: Partial<Parameters<typeof release>[1]> = {}) =>
  release(world, { files: FILES, ...changes });
const fetch = (
  question: Partial<ArtifactQuestion> = {},
  options?: Partial<GithubOptions> & { readonly isAnonymous?: boolean },
) => fetchArtifact(world.github(options), { ...QUESTION, ...question });

const isDownload = ({ path }: GithubRequest) => path.endsWith('/zip');
const isBlob = ({ host }: GithubRequest) => host === 'blob';
const answer = (status: number, headers = {}, body = '{"message":"no"}'): Fault => ({
  kind: 'answer',
  status,
  headers,
  body,
});

const leftOver = () => readdir(temporary);

describe('T19: what GitHub cannot say is undecided', () => {
  test.each<readonly [string, Fault, string]>([
    ['500', answer(500), 'upstream_unavailable'],
    ['502', answer(502), 'upstream_unavailable'],
    ['a reset', { kind: 'reset' }, 'upstream_unavailable'],
    ['half an answer', { kind: 'truncate' }, 'upstream_unavailable'],
    ['429 for an hour', answer(429, { 'retry-after': '3600' }), 'rate_limited'],
    [
      '403 with a used-up limit',
      answer(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9999999999' }),
      'rate_limited',
    ],
    [
      '403 with a secondary limit',
      answer(403, {}, '{"message":"You have exceeded a secondary rate limit"}'),
      'rate_limited',
    ],
    ['401', answer(401), 'upstream_unavailable'],
    [
      'a redirect to metadata',
      answer(302, { location: 'http://169.254.169.254/' }),
      'upstream_unavailable',
    ],
    [
      'a redirect to another host',
      answer(302, { location: 'https://evil.example/x.zip' }),
      'upstream_unavailable',
    ],
  ])('%s of the download', async (_, fault, reason) => {
    give();
    world.server.setFault((request) => (isDownload(request) ? fault : undefined));
    const outcome = await fetch();
    expect(outcome).toMatchObject({ kind: 'undecided', reason });
    expect(JSON.stringify(outcome)).not.toContain(world.repository.token);
  });

  test.each([
    '/repos/acme/widgets',
    '/repos/acme/widgets/actions/runs/42/attempts/1',
    '/repos/acme/widgets/actions/artifacts/7',
  ])('nonsense of %s', async (path) => {
    give();
    for (const body of ['<html>', '[]', '{"id":"7"}', '{"kind":"found","files":[]}']) {
      world.server.setFault((request) =>
        request.path === path ? answer(200, {}, body) : undefined,
      );
      expect(await fetch()).toMatchObject({ kind: 'undecided', reason: 'upstream_unavailable' });
    }
    expect(world.server.requests.some(isDownload)).toBe(false);
  });

  test('a download without a token, which GitHub wants for public repositories too', async () => {
    give();
    expect(await fetch({}, { isAnonymous: true })).toMatchObject({
      kind: 'undecided',
      message: expect.stringContaining('Requires authentication'),
    });
  });

  test('a repository that the token may not read', async () => {
    give();
    world.repository.isPublic = false;
    expect(await fetch({}, { isAnonymous: true })).toMatchObject({
      kind: 'undecided',
      message: expect.stringContaining('actions: read'),
    });
  });

  test('an archive that was damaged on the way', async () => {
    give({ artifact: { digest: `sha256:${'0'.repeat(64)}` } });
    expect(await fetch()).toMatchObject({
      kind: 'undecided',
      message: expect.stringContaining('damaged'),
    });
  });

  test('a connection that breaks in the middle of the archive is begun anew', async () => {
    give();
    world.server.setFault((request, count) =>
      isBlob(request) && count < 3 ? { kind: 'truncate' } : undefined,
    );
    expect((await fetch()).kind).toBe('found');
  });
});

describe('T15: a hostile archive', () => {
  test.each<readonly [string, readonly ZipEntry[]]>([
    ['zip slip', [{ name: '../../evil', content: 'x' }]],
    ['a symbolic link', [{ name: 'x', content: '/etc/passwd', mode: 0o120777 }]],
    [
      'a bomb',
      [{ name: 'x', content: 'x', central: { bytes: 2 ** 31 }, local: { bytes: 2 ** 31 } }],
    ],
    ['two of one name', [{ name: 'a' }, { name: 'A' }]],
    ['encryption', [{ name: 'x', flags: 1 }]],
  ])('with %s is refused, and nothing is left behind', async (_, files) => {
    give({ files });
    expect(await fetch()).toMatchObject({ kind: 'refused', reason: 'policy_violation' });
    expect(await leftOver()).toEqual([]);
  });

  test('that is no archive is refused', async () => {
    give({ artifact: { archive: Buffer.from('no zip') } });
    expect(await fetch()).toMatchObject({ kind: 'refused', reason: 'policy_violation' });
  });

  test('without a file that could be released is refused', async () => {
    give({ files: [{ name: 'a.sigstore.json', content: BUNDLE }] });
    expect(await fetch()).toMatchObject({ kind: 'refused', reason: 'subject_mismatch' });
  });

  test('a file is an attestation by what it holds, and not by what it is called', async () => {
    give({
      files: [
        {
          name: 'evil.sigstore.json',
          content: '{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json"}',
        },
        { name: 'mixed.jsonl', content: `${BUNDLE}\n{"evil":true}\n` },
        { name: 'good.jsonl', content: `${BUNDLE}\n${BUNDLE}\n` },
      ],
    });
    const found = await fetch();
    expect(found.kind === 'found' && found.files.map(({ name }) => name)).toEqual([
      'evil.sigstore.json',
      'mixed.jsonl',
    ]);
  });
});

test('an abort ends it, is thrown, and leaves nothing behind', async () => {
  give();
  world.server.setFault((request) => (isBlob(request) ? { kind: 'silence' } : undefined));
  const controller = new AbortController();
  const fetched = fetch({ signal: controller.signal });
  setTimeout(() => controller.abort(), 50);
  await expect(fetched).rejects.toMatchObject({ code: 'ABORTED' });
  expect(await leftOver()).toEqual([]);
});
