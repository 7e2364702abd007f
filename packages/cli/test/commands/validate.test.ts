import { mkdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { ARTIFACT, claimsForRef, DEFAULT_CLAIMS, statementFor } from '@provkit/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFixture, type Fixture, POLICY } from '../fixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await createFixture();
});
afterEach(() => fixture.remove());

const ARGV = [
  '--manifest',
  'manifest.json',
  '--tag',
  'v1.2.3',
  '--trusted-root',
  'root.json',
  '--allow-file',
];
const validate = (...argv: string[]) => fixture.run('validate', ...ARGV, ...argv);
const read = (name: string) => fixture.read(name);
const entry = async () => JSON.parse(await read('manifest.json')).entries[0];
const events = async () =>
  (await read('events.ndjson'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('provkit validate (S1.1 to S1.3)', () => {
  test('passes, and leaves the manifest alone without --write', async () => {
    const before = await read('manifest.json');
    const { code, stdout, stderr } = await validate('--offline');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('pending → success, not written: --write does');
    expect(await read('manifest.json')).toBe(before);
    await expect(read('events.ndjson')).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('S1.5: --write records success, after an event of it', async () => {
    expect((await validate('--write')).code).toBe(0);
    expect(await entry()).toEqual({
      tag: 'v1.2.3',
      run_id: '42',
      run_attempt: 1,
      sha: DEFAULT_CLAIMS.sha,
      artifact_url: ARTIFACT.name,
      artifact_digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      predicate_type: 'https://slsa.dev/provenance/v1',
      builder_id: `https://github.com/${DEFAULT_CLAIMS.job_workflow_ref}`,
      status: 'success',
      verified_at: '2026-01-31T12:00:00.000Z',
    });
    const [validation, lock] = await events();
    expect(validation).toMatchObject({
      type: 'validation.completed',
      seq: 1,
      verdict: 'pass',
      failure_reason: null,
      class: null,
      repository: 'https://github.com/acme/widgets',
      tag: 'v1.2.3',
      run_id: '42',
      run_attempt: 1,
      trigger: 'release',
      actor: { kind: 'human', id: 'tester' },
      try: 1,
    });
    expect(lock).toMatchObject({
      type: 'lock.waited',
      seq: 2,
      outcome: 'acquired',
      lock: 'manifest',
      backend: 'file',
    });
  });

  test('S3.1: --write records a failure with its reason and asks for a rerun', async () => {
    const claims = claimsForRef('refs/heads/main');
    await fixture.sign({ claims, statement: statementFor({ claims }) });
    expect((await validate('--write')).code).toBe(1);
    expect(await entry()).toMatchObject({
      status: 'failure',
      failure_reason: 'release_mismatch',
      requeue: true,
      requeue_reason: 'release_mismatch',
    });
    expect((await events())[0]).toMatchObject({
      verdict: 'fail',
      failure_reason: 'release_mismatch',
      class: 'release',
    });
  });

  test('S3.6: a run that had succeeded is not requeued when a later look fails', async () => {
    await fixture.manifest({ status: 'success', verified_at: '2026-01-30T12:00:00.000Z' });
    await fixture.write(ARTIFACT.name, 'changed');
    expect((await validate('--write')).code).toBe(1);
    const { requeue, status, verified_at } = await entry();
    expect([status, requeue, verified_at]).toEqual(['failure', undefined, undefined]);
  });

  test('a pass after a failure takes the failure’s marks away', async () => {
    await fixture.manifest({
      status: 'failure',
      failure_reason: 'run_mismatch',
      requeue: true,
      requeue_reason: 'x',
    });
    expect((await validate('--write')).code).toBe(0);
    expect(Object.keys(await entry())).not.toEqual(
      expect.arrayContaining(['failure_reason', 'requeue', 'requeue_reason']),
    );
    expect((await events())[0]).toMatchObject({ trigger: 'revalidation' });
  });

  test('repeated validations of the same artifact are counted', async () => {
    await validate('--write');
    await validate('--write');
    const tries = (await events()).flatMap(({ type, try: n }) =>
      type === 'validation.completed' ? [n] : [],
    );
    expect(tries).toEqual([1, 2]);
  });

  test('--run-id chooses among the runs of a tag; without it they are named', async () => {
    const manifest = JSON.parse(await read('manifest.json'));
    const [first] = manifest.entries;
    await fixture.write(
      'manifest.json',
      JSON.stringify({ ...manifest, entries: [first, { ...first, run_id: '43' }] }),
    );
    expect(await validate()).toMatchObject({ code: 2, stderr: expect.stringContaining('42, 43') });
    expect((await validate('--run-id', '42')).code).toBe(0);
    const other = await validate('--run-id', '43', '--format', 'json');
    expect(JSON.parse(other.stdout)).toMatchObject({
      verdict: 'fail',
      failureReason: 'run_mismatch',
    });
  });

  test('--bundle, --policy and --events name other files', async () => {
    await mkdir(join(fixture.folder, 'log'));
    await fixture.write('elsewhere.json', await read(`${ARTIFACT.name}.sigstore.json`));
    await fixture.write(`${ARTIFACT.name}.sigstore.json`, '{}');
    await fixture.write('other.policy.json', JSON.stringify(POLICY));
    const argv = [
      '--bundle',
      'elsewhere.json',
      '--policy',
      'other.policy.json',
      '--events',
      'log/e.ndjson',
      '--write',
    ];
    expect((await validate(...argv)).code).toBe(0);
    expect(await read('log/e.ndjson')).toContain('validation.completed');
  });

  test('T2: --source-digest compares the manifest’s commit with the tag’s', async () => {
    expect((await validate('--source-digest', DEFAULT_CLAIMS.sha)).code).toBe(0);
    const moved = await validate('--source-digest', 'd'.repeat(40), '--write');
    expect(moved.code).toBe(1);
    expect(moved.stdout).toContain('release_mismatch');
    expect(await entry()).toMatchObject({ status: 'failure', failure_reason: 'release_mismatch' });
  });

  test('S1.6: a missing artifact is artifact_missing, and no attestation attestation_missing', async () => {
    await fixture.manifest({ artifact_url: 'gone.tgz' });
    const gone = await validate('--format', 'json', '--write');
    expect([gone.code, JSON.parse(gone.stdout)]).toMatchObject([
      1,
      { verdict: 'fail', failureReason: 'artifact_missing', reports: [], written: true },
    ]);
    await fixture.write('gone.tgz', 'x');
    const none = await validate('--format', 'json', '--offline');
    expect(JSON.parse(none.stdout)).toMatchObject({
      verdict: 'fail',
      failureReason: 'attestation_missing',
    });
  });

  test('a file that is not the one the manifest names is subject_mismatch', async () => {
    await fixture.manifest({ artifact_digest: `sha256:${'0'.repeat(64)}` });
    const { code, stdout } = await validate();
    expect(code).toBe(1);
    expect(stdout).toContain('subject_mismatch');
    expect(stdout).toContain('the manifest says sha256:000');
  });

  test('spec 2.5: what only a person may change is not written', async () => {
    for (const status of ['blocked', 'rollback']) {
      await fixture.manifest({ status });
      const before = await read('manifest.json');
      expect(await validate('--write')).toMatchObject({
        code: 2,
        stderr: expect.stringContaining(status),
      });
      expect(await read('manifest.json')).toBe(before);
      expect((await validate()).code).toBe(0);
    }
  });
});

describe('a manifest that others write, too', () => {
  const holder = { token: 't', pid: process.pid, host: hostname(), since: '2026-01-31T11:59:00Z' };

  test('S5.3: a lock that is not to be had in 5 minutes is lock_timeout, exit code 3, with the report', async () => {
    await fixture.write('manifest.json.lock', JSON.stringify(holder));
    const before = await read('manifest.json');
    const { code, stdout, stderr } = await validate('--write', '--format', 'json');
    expect([code, stderr]).toEqual([3, '']);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'inconclusive',
      failureReason: 'lock_timeout',
      breaches: [
        {
          reason: 'lock_timeout',
          class: 'transient',
          message: expect.stringContaining(`process ${process.pid}`),
        },
      ],
      written: false,
      reports: [{ verdict: 'pass' }],
    });
    expect(await read('manifest.json')).toBe(before);
    expect(await events()).toMatchObject([
      { type: 'validation.completed', verdict: 'pass' },
      { type: 'lock.waited', outcome: 'timed_out', wait_ms: 300_000 },
    ]);
    const text = await validate('--write');
    expect([text.code, text.stdout]).toEqual([
      3,
      expect.stringContaining('pending → pending (lock_timeout), not written: the lock '),
    ]);
  });

  test('S5.3: a lock that becomes free is waited for, and the wait is an event', async () => {
    await fixture.write('manifest.json.lock', JSON.stringify({ ...holder, pid: 2 ** 22 + 1 }));
    expect((await validate('--write')).code).toBe(0);
    expect((await events())[1]).toMatchObject({ type: 'lock.waited', outcome: 'acquired' });
  });
});
