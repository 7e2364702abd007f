import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ARTIFACT } from '@provkit/testkit';
import type { GithubRequest } from '@provkit/testkit/github';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { answer, DIGEST, FILES, type GithubWorld, startGithubWorld } from '../github-world.ts';

let world: GithubWorld;
beforeAll(async () => {
  world = await startGithubWorld();
});
afterAll(() => world.close());
beforeEach(() => world.reset());
afterEach(() => {
  expect(world.server.violations).toEqual([]);
});

const isDownload = ({ path }: GithubRequest) => path.endsWith('/zip');

async function validate(...argv: readonly string[]) {
  const base = [
    'validate',
    '--manifest',
    'manifest.json',
    '--tag',
    'v1.2.3',
    '--trusted-root',
    'root.json',
  ];
  const { code, stdout, stderr } = await world.fixture.run(...base, '--format', 'json', ...argv);
  return { code, stderr, ...(stdout !== '' && { found: JSON.parse(stdout) }) };
}

async function events(): Promise<readonly Record<string, unknown>[]> {
  const text = await readFile(join(world.fixture.folder, 'events.ndjson'), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('S1.2: provkit validate of a run’s artifact', () => {
  test('downloads it, verifies every file, and compares the tag with GitHub', async () => {
    world.release();
    world.attest();
    const { code, found } = await validate();
    expect(code).toBe(0);
    expect(found).toMatchObject({
      verdict: 'pass',
      reports: [{ artifacts: [{ name: ARTIFACT.name }] }],
    });
    expect(world.server.requests[0]?.path).toBe('/repos/acme/widgets/git/ref/tags/v1.2.3');
  });

  test('takes the address that actions/upload-artifact gives out', async () => {
    world.release();
    world.attest();
    await world.fixture.manifest({
      artifact_url: 'https://github.com/acme/widgets/actions/runs/42/artifacts/7',
    });
    expect((await validate()).code).toBe(0);
  });

  test('the bundle in the artifact is the fallback', async () => {
    const bundle = JSON.stringify(world.fixture.sigstore.sign());
    world.release({ files: [...FILES, { name: 'a.sigstore.json', content: bundle }] });
    expect((await validate()).code).toBe(0);
  });

  test('spec 1.1: a file that is no subject makes the release fail', async () => {
    world.release({ files: [...FILES, { name: 'stowaway.sh', content: 'x' }] });
    world.attest();
    const { code, found } = await validate();
    expect([code, found.failureReason, found.reports.length]).toEqual([
      1,
      'attestation_missing',
      2,
    ]);
  });

  test('the manifest’s digest must be one of the files', async () => {
    world.release();
    world.attest();
    const { artifact_url } = JSON.parse(
      await readFile(join(world.fixture.folder, 'manifest.json'), 'utf8'),
    ).entries[0];
    await world.fixture.manifest({ artifact_url, artifact_digest: `sha256:${'0'.repeat(64)}` });
    expect((await validate()).found).toMatchObject({ failureReason: 'subject_mismatch' });
    await world.fixture.manifest({ artifact_url, artifact_digest: DIGEST });
    expect((await validate()).code).toBe(0);
  });

  test('T2: a tag that GitHub has elsewhere, or not at all, is release_mismatch', async () => {
    world.release();
    world.attest();
    world.repository.tags.set('v1.2.3', 'd'.repeat(40));
    expect(await validate()).toMatchObject({
      code: 1,
      found: { failureReason: 'release_mismatch' },
    });
    world.repository.tags.clear();
    expect(await validate()).toMatchObject({
      code: 1,
      found: { failureReason: 'release_mismatch' },
    });
    expect(world.server.requests.some(isDownload)).toBe(false);
  });

  test('T10: a fork’s run is run_mismatch, and nothing is downloaded', async () => {
    world.release({ run: { headRepositoryId: 666 } });
    world.attest();
    expect(await validate()).toMatchObject({ code: 1, found: { failureReason: 'run_mismatch' } });
    expect(world.server.requests.some(isDownload)).toBe(false);
  });

  test('the job that made the provenance can have another name', async () => {
    world.release({
      run: {
        status: 'in_progress',
        conclusion: null,
        jobs: [{ name: 'build', conclusion: 'success' }],
      },
    });
    world.attest();
    expect((await validate()).found).toMatchObject({ failureReason: 'run_mismatch' });
    expect((await validate('--provenance-job', 'build')).code).toBe(0);
  });

  test('spec 1.2: none within the indexing grace is inconclusive, and after it a failure', async () => {
    world.release({ run: { updatedAt: '2026-01-31T11:55:00Z' } });
    expect(await validate()).toMatchObject({
      code: 3,
      found: { failureReason: 'upstream_unavailable' },
    });
    world.repository.runs.length = 0;
    world.repository.artifacts.length = 0;
    world.release();
    expect(await validate()).toMatchObject({
      code: 1,
      found: { failureReason: 'attestation_missing' },
    });
  });
});

describe('spec 1.2: provkit validate of a local file', () => {
  test('none at GitHub within the indexing grace is inconclusive, and after it a failure', async () => {
    await world.fixture.write('unsigned.tgz', 'x');
    await world.fixture.manifest({ artifact_url: 'unsigned.tgz' });
    world.release({ run: { updatedAt: '2026-01-31T11:55:00Z' } });
    expect(await validate('--allow-file')).toMatchObject({
      code: 3,
      found: { reports: [{ sources: [{ degraded: [{ reason: 'not_indexed_yet' }] }, {}] }] },
    });
    world.repository.runs.length = 0;
    world.release();
    expect(await validate('--allow-file')).toMatchObject({
      code: 1,
      found: { failureReason: 'attestation_missing' },
    });
  });
});

describe('S1.6: what is not to be had', () => {
  test('404 three times is artifact_missing, with an event of it', async () => {
    world.release();
    world.server.setFault((request) => (isDownload(request) ? answer(404) : undefined));
    expect(await validate('--write')).toMatchObject({
      code: 1,
      found: { verdict: 'fail', failureReason: 'artifact_missing', reports: [], written: true },
    });
    expect(world.server.requests.filter(isDownload)).toHaveLength(3);
    const [validation, unavailable, lock] = (await events()).slice(-3);
    expect([validation?.type, validation?.seq]).toEqual(['validation.completed', 1]);
    expect(unavailable).toMatchObject({
      type: 'artifact.unavailable',
      seq: 2,
      reason: 'artifact_missing',
      artifact_id: '7',
      http_status: 404,
      expires_at: null,
    });
    expect([lock?.type, lock?.seq]).toEqual(['lock.waited', 3]);
  });

  test('an expired one is artifact_retention_missing, with an event of it', async () => {
    world.release({ artifact: { isExpired: true } });
    expect(await validate('--write')).toMatchObject({
      code: 1,
      found: { failureReason: 'artifact_retention_missing' },
    });
    expect((await events()).at(-2)).toMatchObject({
      type: 'artifact.unavailable',
      reason: 'artifact_retention_missing',
      expires_at: '2026-05-01T11:00:00.000Z',
    });
  });

  test('410 is artifact_retention_missing', async () => {
    world.release();
    world.server.setFault((request) => (isDownload(request) ? answer(410) : undefined));
    expect(await validate()).toMatchObject({
      code: 1,
      found: { failureReason: 'artifact_retention_missing' },
    });
  });

  test.each([
    ['503', answer(503), 'upstream_unavailable'],
    ['429', answer(429, '{}', { 'retry-after': '3600' }), 'rate_limited'],
    ['a reset', { kind: 'reset' }, 'upstream_unavailable'],
  ] as const)('T19: %s is inconclusive, and the entry stays pending', async (_, fault, reason) => {
    world.release();
    world.server.setFault((request) => (isDownload(request) ? fault : undefined));
    const { code, found } = await validate('--write');
    expect([code, found.failureReason]).toEqual([3, reason]);
    const manifest = JSON.parse(
      await readFile(join(world.fixture.folder, 'manifest.json'), 'utf8'),
    );
    expect(manifest.entries[0]).toMatchObject({
      status: 'pending',
      failure_reason: reason,
      requeue: true,
    });
  });

  test('T19: a tag that cannot be looked up is inconclusive', async () => {
    world.release();
    world.attest();
    world.server.setFault(({ path }) => (path.includes('/git/') ? answer(500) : undefined));
    expect(await validate()).toMatchObject({
      code: 3,
      found: { failureReason: 'upstream_unavailable' },
    });
  });

  test('T15: a hostile archive is a failure of its own', async () => {
    world.release({ files: [{ name: '../../evil', content: 'x' }] });
    const { code, found } = await validate();
    expect([code, found.failureReason]).toEqual([1, 'policy_violation']);
    expect(found.problem).toContain('not unpacked');
  });

  test('--offline does not fetch, and says so', async () => {
    world.release();
    expect(await validate('--offline')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--offline'),
    });
    expect(world.server.requests).toEqual([]);
  });
});

test('T18: no token and no signature is in any output, whatever goes wrong', async () => {
  world.release();
  world.attest();
  for (const fault of [
    answer(500, world.repository.token),
    answer(404),
    { kind: 'reset' } as const,
    answer(200, '{"x":'),
  ]) {
    for (const part of [
      '/git/',
      '/attestations/',
      '/runs/',
      '/artifacts/',
      '/zip',
      'artifacts/7.zip',
    ]) {
      world.server.setFault(({ path }) => (path.includes(part) ? fault : undefined));
      const { stdout, stderr } = await world.fixture.run(
        'validate',
        '--manifest',
        'manifest.json',
        '--tag',
        'v1.2.3',
        '--trusted-root',
        'root.json',
      );
      expect(stdout + stderr).not.toMatch(/testkitTESTKIT|SIGNATURE/);
    }
  }
});
