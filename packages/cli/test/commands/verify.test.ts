import { createHash } from 'node:crypto';
import { ARTIFACT, DEFAULT_CLAIMS } from '@provkit/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFixture, type Fixture } from '../fixture.ts';

const FILE = ARTIFACT.name;
const REPO = ['--repo', 'acme/widgets'];
const SIGNER = ['--signer-workflow', '.github/workflows/release.yml'];
const ROOT = ['--trusted-root', 'root.json'];

let fixture: Fixture;
beforeEach(async () => {
  fixture = await createFixture();
});
afterEach(() => fixture.remove());

const verify = (...argv: string[]) => fixture.run('verify', ...ROOT, ...argv);
const checks = (stdout: string) =>
  Object.fromEntries(
    JSON.parse(stdout).reports[0].attestations[0].checks.map(
      ({ id, status }: { id: string; status: string }) => [id, status],
    ),
  );

describe('provkit verify', () => {
  test('passes, and says who built what from where', async () => {
    const { code, stdout, stderr } = await verify(
      FILE,
      ...REPO,
      ...SIGNER,
      '--source-tag',
      'v1.2.3',
    );
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('provenance verified');
    expect(stdout).toMatch(/built from +https:\/\/github.com\/acme\/widgets\n/);
    expect(stdout).toMatch(/ref +refs\/tags\/v1.2.3\n/);
    expect(stdout).toMatch(
      /signed by +https:\/\/github.com\/acme\/widgets\/.github\/workflows\/release.yml@/,
    );
  });

  test('finds the bundle beside the file, or takes the one that is named', async () => {
    const named = ['--bundle', `${FILE}.sigstore.json`];
    expect((await verify(FILE, ...named, ...REPO, ...SIGNER)).code).toBe(0);
    expect((await verify(FILE, ...REPO, ...SIGNER)).code).toBe(0);
  });

  test('takes a digest instead of a file', async () => {
    const digest = createHash('sha256').update(ARTIFACT.bytes).digest('hex');
    const named = ['--bundle', `${FILE}.sigstore.json`];
    expect((await verify(`sha256:${digest}`, ...named, ...REPO, ...SIGNER)).code).toBe(0);
    expect((await verify(`sha256:${'0'.repeat(64)}`, ...named, ...REPO, ...SIGNER)).code).toBe(1);
    expect((await verify('sha256:abc', ...named, ...REPO, ...SIGNER)).code).toBe(2);
  });

  test('T9: --repo alone is a usage error that names the choice', async () => {
    const { code, stdout, stderr } = await verify(FILE, ...REPO);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('--signer-workflow');
    expect(stderr).toContain('--repository-only-unsafe');
  });

  test('T9: --repository-only-unsafe passes, and says that only the repository was asked for', async () => {
    const { code, stdout } = await verify(FILE, ...REPO, '--repository-only-unsafe', '--offline');
    expect(code).toBe(0);
    expect(stdout).toContain('identity: repository only');
    expect(stdout).toContain('Not asked for, so not checked:');
  });

  test.each([
    ['--repo', ['--repo', 'acme/other', ...SIGNER], 'identity'],
    [
      '--signer-workflow',
      [...REPO, '--signer-workflow', '.github/workflows/other.yml'],
      'identity',
    ],
    [
      '--signer-workflow with a ref',
      [...REPO, '--signer-workflow', 'acme/widgets/.github/workflows/release.yml@refs/heads/main'],
      'identity',
    ],
    [
      '--cert-oidc-issuer',
      [...REPO, ...SIGNER, '--cert-oidc-issuer', 'https://accounts.example.com'],
      'identity',
    ],
    [
      '--predicate-type',
      [...REPO, ...SIGNER, '--predicate-type', 'https://spdx.dev/Document'],
      'predicate-type',
    ],
    ['--source-tag', [...REPO, ...SIGNER, '--source-tag', 'v1.2.4'], 'release'],
    ['--run-id', [...REPO, ...SIGNER, '--run-id', '43'], 'run'],
    [
      '--source-versioned-tag',
      [...REPO, ...SIGNER, '--source-versioned-tag', 'v1.2.3-rc.1'],
      'release',
    ],
    ['--source-ref', [...REPO, ...SIGNER, '--source-ref', 'refs/heads/main'], 'release'],
    ['--source-digest', [...REPO, ...SIGNER, '--source-digest', 'd'.repeat(40)], 'material'],
    ['--builder-id', [...REPO, ...SIGNER, '--builder-id', 'https://example.com/b'], 'builder'],
  ])('another %s fails its check, and says expected and found', async (_, argv, check) => {
    const json = await verify(FILE, ...argv, '--format', 'json');
    expect(json.code).toBe(1);
    expect(checks(json.stdout)).toMatchObject({ [check]: 'fail' });
    const { stdout } = await verify(FILE, ...argv);
    expect(stdout).toMatch(/ {6}expected +\S/);
    expect(stdout).toMatch(/ {6}found +\S/);
  });

  test('the right --source-ref, --source-digest, --builder-id and --predicate-type pass', async () => {
    const { code, stdout } = await verify(
      FILE,
      ...REPO,
      ...['--signer-workflow', 'acme/widgets/.github/workflows/release.yml@refs/tags/v1.2.3'],
      ...['--source-ref', 'refs/tags/v1.2.3', '--source-digest', DEFAULT_CLAIMS.sha],
      ...['--builder-id', `https://github.com/${DEFAULT_CLAIMS.job_workflow_ref}`],
      ...['--predicate-type', 'https://slsa.dev/provenance/v1'],
      ...['--cert-oidc-issuer', 'https://token.actions.githubusercontent.com'],
    );
    expect(code).toBe(0);
    expect(stdout).not.toContain('which commit');
  });

  test('--policy takes the place of the expectations, and does not go with them', async () => {
    const policy = ['--policy', 'provkit.policy.json'];
    expect((await verify(FILE, ...policy, '--source-tag', 'v1.2.3')).code).toBe(0);
    expect(await verify(FILE, ...policy)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('tag'),
    });
    expect(await verify(FILE, ...policy, ...REPO)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--repo beside --policy'),
    });
  });

  test('several files: each has its report, and the worst verdict is the exit code', async () => {
    await fixture.write('other.tgz', 'x');
    const { code, stdout } = await verify(
      FILE,
      'other.tgz',
      '--bundle',
      `${FILE}.sigstore.json`,
      ...REPO,
      ...SIGNER,
      '--format',
      'json',
    );
    const { verdict, reports } = JSON.parse(stdout);
    expect(code).toBe(1);
    expect([verdict, reports.map((report: { verdict: string }) => report.verdict)]).toEqual([
      'fail',
      ['pass', 'fail'],
    ]);
  });

  test('JSON on failure is of the same form as on success', async () => {
    const good = JSON.parse((await verify(FILE, ...REPO, ...SIGNER, '--format', 'json')).stdout);
    const bad = JSON.parse(
      (await verify(FILE, '--repo', 'acme/x', ...SIGNER, '--format', 'json')).stdout,
    );
    expect(Object.keys(bad)).toEqual(Object.keys(good));
    expect(good.reports[0]).toMatchObject({
      verdict: 'pass',
      provenance: { source: { ref: 'refs/tags/v1.2.3' } },
    });
    expect(bad.reports[0]).toMatchObject({ verdict: 'fail', failureReason: 'policy_violation' });
    expect(bad.reports[0]).not.toHaveProperty('provenance');
  });

  test('without --trusted-root the embedded root is used, which does not know ours', async () => {
    const { code, stdout } = await fixture.run('verify', FILE, ...REPO, ...SIGNER);
    expect(code).toBe(1);
    expect(stdout).toContain('certificate_untrusted');
    expect(stdout).toContain('embedded');
  });
});
