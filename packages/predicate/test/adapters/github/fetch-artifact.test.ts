import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSigstore, type ZipEntry, zip } from '@provkit/testkit';
import type { FakeArtifact, FakeRun, Fault, GithubRequest } from '@provkit/testkit/github';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type ArtifactQuestion,
  fetchArtifact,
  findArtifact,
  type GithubOptions,
} from '../../../src/adapters/github/index.ts';
import { startWorld, type World } from './world.ts';

const SHA = 'c'.repeat(40);
const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const BUNDLE = JSON.stringify(createSigstore({ now: () => Date.now() }).sign());
const FILES: readonly ZipEntry[] = [
  { name: 'widgets.tgz', content: 'the release' },
  { name: 'widgets.tgz.sigstore.json', content: BUNDLE },
  { name: 'notes.json', content: '{"not":"a bundle"}' },
];
const QUESTION: ArtifactQuestion = {
  reference: { artifactId: '7' },
  run: { id: '42', attempt: 1, commit: SHA, workflow: '.github/workflows/release.yml' },
};

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
beforeEach(() => {
  world.server.setFault(() => undefined);
  world.server.requests.length = 0;
  world.server.violations.length = 0;
  world.repository.isPublic = true;
  world.repository.runs.length = 0;
  world.repository.artifacts.length = 0;
});

function release({
  run,
  artifact,
  files = FILES,
}: {
  readonly run?: Partial<FakeRun>;
  readonly artifact?: Partial<FakeArtifact>;
  readonly files?: readonly ZipEntry[];
} = {}): Uint8Array {
  const archive = zip(files);
  world.repository.runs.push({ id: 42, headSha: SHA, ...run });
  world.repository.artifacts.push({
    id: 7,
    name: 'release',
    runId: 42,
    headSha: SHA,
    archive,
    ...artifact,
  });
  return archive;
}

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

describe('S1.2: the artifact of a run', () => {
  test('is fetched, and parted into released files and attestations', async () => {
    const archive = release();
    const found = await fetch();
    expect(found).toMatchObject({
      kind: 'found',
      files: [
        { name: 'widgets.tgz', sha256: sha256('the release') },
        { name: 'notes.json', sha256: sha256('{"not":"a bundle"}') },
      ],
      attestations: [{ name: 'widgets.tgz.sigstore.json' }],
      archiveSha256: sha256(archive),
      completedAt: Date.parse('2026-01-31T11:00:00Z'),
    });
    expect(world.server.violations).toEqual([]);
  });

  test('T14: the token does not go to where the archive is', async () => {
    release();
    await fetch();
    const blobs = world.server.requests.filter(isBlob);
    expect(blobs.map(({ authorization }) => authorization)).toEqual([undefined]);
    const api = world.server.requests.filter((request) => !isBlob(request));
    expect(
      api.every(({ authorization }) => authorization === `Bearer ${world.repository.token}`),
    ).toBe(true);
  });

  test('is fetched while the run goes on, once the provenance job has succeeded', async () => {
    release({
      run: {
        status: 'in_progress',
        conclusion: null,
        jobs: [
          { name: 'provenance', conclusion: 'success' },
          { name: 'provenance-validate', conclusion: null },
        ],
      },
    });
    const found = await fetch();
    expect(found.kind).toBe('found');
    expect(found).not.toHaveProperty('completedAt');
    expect(world.server.violations).toEqual([]);
  });

  test('finds the job on a later page', async () => {
    const others = Array.from({ length: 150 }, (_, index) => ({
      name: `build ${index}`,
      conclusion: 'success',
    }));
    const jobs = [...others, { name: 'provenance', conclusion: 'success' }];
    release({ run: { status: 'in_progress', conclusion: null, jobs } });
    expect((await fetch()).kind).toBe('found');
  });

  test('has the digest that the manifest says', async () => {
    const archive = release();
    expect((await fetch({ archiveDigest: `sha256:${sha256(archive)}` })).kind).toBe('found');
    expect(await fetch({ archiveDigest: `sha256:${'0'.repeat(64)}` })).toMatchObject({
      kind: 'refused',
      reason: 'subject_mismatch',
    });
  });

  test('needs no digest of GitHub’s, as before upload-artifact v4', async () => {
    release({ artifact: { digest: null } });
    expect((await fetch()).kind).toBe('found');
  });

  test('can be found by its name', async () => {
    release();
    world.repository.artifacts.push({
      id: 8,
      name: 'logs',
      runId: 42,
      headSha: SHA,
      archive: zip([]),
    });
    expect(await findArtifact(world.github(), '42', 'release')).toMatchObject({
      artifact: { id: 7 },
    });
    expect(await findArtifact(world.github(), '42', 'none')).toMatchObject({ isExpired: false });
    expect(world.server.violations).toEqual([]);
  });
});

describe('T10, spec 1.10: another run’s artifact', () => {
  test.each<readonly [string, Partial<FakeRun>, Partial<FakeArtifact>]>([
    ['a fork’s run', { headRepositoryId: 666 }, {}],
    ['a run of another commit', { headSha: 'd'.repeat(40) }, {}],
    ['a run of another workflow', { path: '.github/workflows/evil.yml' }, {}],
    ['a pull request’s run', { event: 'pull_request' }, {}],
    ['a run that failed', { conclusion: 'failure' }, {}],
    [
      'a run that was cancelled',
      { conclusion: 'cancelled', jobs: [{ name: 'provenance', conclusion: 'cancelled' }] },
      {},
    ],
    ['an artifact of another run', {}, { runId: 43 }],
    ['an artifact of a fork', {}, { headRepositoryId: 666 }],
    ['an artifact of another commit', {}, { headSha: 'd'.repeat(40) }],
  ])('%s is refused before anything is downloaded', async (_, run, artifact) => {
    release({ run, artifact });
    expect(await fetch()).toMatchObject({ kind: 'refused', reason: 'run_mismatch' });
    expect(world.server.requests.some(isDownload)).toBe(false);
  });

  test('a URL that names another run is refused before anything is asked', async () => {
    release();
    const reference = { artifactId: '7', runId: '43' };
    expect(await fetch({ reference })).toMatchObject({ kind: 'refused', reason: 'run_mismatch' });
    expect(world.server.requests).toEqual([]);
  });

  test('a repository with another id than the expected one is refused', async () => {
    release();
    const run = { ...QUESTION.run, repositoryId: 1 };
    expect(await fetch({ run })).toMatchObject({ kind: 'refused', reason: 'run_mismatch' });
  });
});

describe('S1.6: an artifact that is not to be had', () => {
  test('one that is not there is asked for three times, and is missing', async () => {
    world.repository.runs.push({ id: 42, headSha: SHA });
    expect(await fetch()).toMatchObject({
      kind: 'missing',
      reason: 'artifact_missing',
      status: 404,
      artifactId: '7',
    });
    expect(world.server.requests.filter(({ path }) => path.endsWith('/artifacts/7'))).toHaveLength(
      3,
    );
  });

  test.each([
    ['404 of the download', isDownload, 404],
    ['403 of the download', isDownload, 403],
    ['404 of the blob', isBlob, 404],
    ['403 of the blob', isBlob, 403],
  ])('%s, three times, is missing', async (_, where, status) => {
    release();
    world.server.setFault((request) => (where(request) ? answer(status) : undefined));
    expect(await fetch()).toMatchObject({ kind: 'missing', reason: 'artifact_missing', status });
    expect(world.server.requests.filter(isDownload)).toHaveLength(3);
  });

  test('one that comes with the third attempt is there: each begins at GitHub, with a new signature', async () => {
    release();
    world.server.setFault((request, count) =>
      isBlob(request) && count < 3 ? answer(403) : undefined,
    );
    expect((await fetch()).kind).toBe('found');
    expect(world.server.requests.filter(isDownload)).toHaveLength(3);
  });

  test('410 is an artifact whose retention ended, and is not asked for again', async () => {
    release();
    world.server.setFault((request) => (isDownload(request) ? answer(410) : undefined));
    expect(await fetch()).toMatchObject({
      kind: 'missing',
      reason: 'artifact_retention_missing',
      status: 410,
    });
    expect(world.server.requests.filter(isDownload)).toHaveLength(1);
  });

  test('one that is listed as expired is not asked for at all', async () => {
    release({ artifact: { isExpired: true } });
    expect(await fetch()).toMatchObject({
      kind: 'missing',
      reason: 'artifact_retention_missing',
      expiresAt: '2026-05-01T11:00:00Z',
    });
    expect(world.server.requests.some(isDownload)).toBe(false);
  });
});

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
    release();
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
    release();
    for (const body of ['<html>', '[]', '{"id":"7"}', '{"kind":"found","files":[]}']) {
      world.server.setFault((request) =>
        request.path === path ? answer(200, {}, body) : undefined,
      );
      expect(await fetch()).toMatchObject({ kind: 'undecided', reason: 'upstream_unavailable' });
    }
    expect(world.server.requests.some(isDownload)).toBe(false);
  });

  test('a download without a token, which GitHub wants for public repositories too', async () => {
    release();
    expect(await fetch({}, { isAnonymous: true })).toMatchObject({
      kind: 'undecided',
      message: expect.stringContaining('Requires authentication'),
    });
  });

  test('a repository that the token may not read', async () => {
    release();
    world.repository.isPublic = false;
    expect(await fetch({}, { isAnonymous: true })).toMatchObject({
      kind: 'undecided',
      message: expect.stringContaining('actions: read'),
    });
  });

  test('an archive that was damaged on the way', async () => {
    release({ artifact: { digest: `sha256:${'0'.repeat(64)}` } });
    expect(await fetch()).toMatchObject({
      kind: 'undecided',
      message: expect.stringContaining('damaged'),
    });
  });

  test('a connection that breaks in the middle of the archive is begun anew', async () => {
    release();
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
    release({ files });
    expect(await fetch()).toMatchObject({ kind: 'refused', reason: 'policy_violation' });
    expect(await leftOver()).toEqual([]);
  });

  test('that is no archive is refused', async () => {
    release({ artifact: { archive: Buffer.from('no zip') } });
    expect(await fetch()).toMatchObject({ kind: 'refused', reason: 'policy_violation' });
  });

  test('without a file that could be released is refused', async () => {
    release({ files: [{ name: 'a.sigstore.json', content: BUNDLE }] });
    expect(await fetch()).toMatchObject({ kind: 'refused', reason: 'subject_mismatch' });
  });

  test('a file is an attestation by what it holds, and not by what it is called', async () => {
    release({
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
  release();
  world.server.setFault((request) => (isBlob(request) ? { kind: 'silence' } : undefined));
  const controller = new AbortController();
  const fetched = fetch({ signal: controller.signal });
  setTimeout(() => controller.abort(), 50);
  await expect(fetched).rejects.toMatchObject({ code: 'ABORTED' });
  expect(await leftOver()).toEqual([]);
});
