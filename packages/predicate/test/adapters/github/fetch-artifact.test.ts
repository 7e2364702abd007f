import { createHash } from 'node:crypto';
import { createSigstore, type ZipEntry, zip } from '@provkit/testkit';
import type { FakeArtifact, FakeRun, Fault, GithubRequest } from '@provkit/testkit/github';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type ArtifactQuestion,
  fetchArtifact,
  findArtifact,
  type GithubOptions,
} from '../../../src/adapters/github/index.ts';
import { QUESTION, release, resetWorld, SHA, startWorld, type World } from './world.ts';

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const BUNDLE = JSON.stringify(createSigstore({ now: () => Date.now() }).sign());
const FILES: readonly ZipEntry[] = [
  { name: 'widgets.tgz', content: 'the release' },
  { name: 'widgets.tgz.sigstore.json', content: BUNDLE },
  { name: 'notes.json', content: '{"not":"a bundle"}' },
];

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
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

describe('S1.2: the artifact of a run', () => {
  test('is fetched, and parted into released files and attestations', async () => {
    const archive = give();
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
    give();
    await fetch();
    const blobs = world.server.requests.filter(isBlob);
    expect(blobs.map(({ authorization }) => authorization)).toEqual([undefined]);
    const api = world.server.requests.filter((request) => !isBlob(request));
    expect(
      api.every(({ authorization }) => authorization === `Bearer ${world.repository.token}`),
    ).toBe(true);
  });

  test('is fetched while the run goes on, once the provenance job has succeeded', async () => {
    give({
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
    give({ run: { status: 'in_progress', conclusion: null, jobs } });
    expect((await fetch()).kind).toBe('found');
  });

  test('has the digest that the manifest says', async () => {
    const archive = give();
    expect((await fetch({ archiveDigest: `sha256:${sha256(archive)}` })).kind).toBe('found');
    expect(await fetch({ archiveDigest: `sha256:${'0'.repeat(64)}` })).toMatchObject({
      kind: 'refused',
      reason: 'subject_mismatch',
    });
  });

  test('needs no digest of GitHub’s, as before upload-artifact v4', async () => {
    give({ artifact: { digest: null } });
    expect((await fetch()).kind).toBe('found');
  });

  test('can be found by its name', async () => {
    give();
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
    give({ run, artifact });
    expect(await fetch()).toMatchObject({ kind: 'refused', reason: 'run_mismatch' });
    expect(world.server.requests.some(isDownload)).toBe(false);
  });

  test('a URL that names another run is refused before anything is asked', async () => {
    give();
    const reference = { artifactId: '7', runId: '43' };
    expect(await fetch({ reference })).toMatchObject({ kind: 'refused', reason: 'run_mismatch' });
    expect(world.server.requests).toEqual([]);
  });

  test('a repository with another id than the expected one is refused', async () => {
    give();
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
    give();
    world.server.setFault((request) => (where(request) ? answer(status) : undefined));
    expect(await fetch()).toMatchObject({ kind: 'missing', reason: 'artifact_missing', status });
    expect(world.server.requests.filter(isDownload)).toHaveLength(3);
  });

  test('one that comes with the third attempt is there: each begins at GitHub, with a new signature', async () => {
    give();
    world.server.setFault((request, count) =>
      isBlob(request) && count < 3 ? answer(403) : undefined,
    );
    expect((await fetch()).kind).toBe('found');
    expect(world.server.requests.filter(isDownload)).toHaveLength(3);
  });

  test('410 is an artifact whose retention ended, and is not asked for again', async () => {
    give();
    world.server.setFault((request) => (isDownload(request) ? answer(410) : undefined));
    expect(await fetch()).toMatchObject({
      kind: 'missing',
      reason: 'artifact_retention_missing',
      status: 410,
    });
    expect(world.server.requests.filter(isDownload)).toHaveLength(1);
  });

  test('one that is listed as expired is not asked for at all', async () => {
    give({ artifact: { isExpired: true } });
    expect(await fetch()).toMatchObject({
      kind: 'missing',
      reason: 'artifact_retention_missing',
      expiresAt: '2026-05-01T11:00:00Z',
    });
    expect(world.server.requests.some(isDownload)).toBe(false);
  });
});
