import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { computeMetrics, createEvent, parseEvent } from '@provkit/metrics';
import { comment, RECOVERY_TOKEN, startRun } from '@provkit/testkit/github';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { validationEvent } from '../../src/map/validation-event.ts';
import {
  ALONE,
  openRecoverWorld,
  RELEASE,
  type RecoverWorld,
  VALIDATOR,
} from '../recover-world.ts';

const AGO = '2026-01-30T12:00:00.000Z';

let world: RecoverWorld;
beforeEach(async () => {
  world = await openRecoverWorld();
});
afterEach(async () => {
  expect(await world.close()).toEqual([]);
});

describe('provkit recover (S3)', () => {
  test('reruns once, says so in the manifest and the events, and running it again adds nothing', async () => {
    const { code, stdout } = await world.recover(...ALONE);
    expect(stdout).toContain('v1.2.3, run 9000, attempt 2: rerunning (waiting)\n');
    expect(stdout).toContain('rerun-failed: whole_run_needed');
    expect(code).toBe(0);
    expect(world.run.attempts).toHaveLength(2);
    expect(await world.entry()).toMatchObject({
      status: 'pending',
      run_attempt: 2,
      rerun_in_progress: true,
    });
    expect(await world.events()).toEqual([
      'recovery.transitioned',
      'recovery.transitioned',
      'recovery.transitioned',
      'rerun.started',
    ]);
    expect((await world.recover('--resume', '--recovery-policy', 'recovery.json')).code).toBe(0);
    expect(world.run.attempts).toHaveLength(2);
  });

  test('a rerun of its own that a validation took for a person’s is counted once, as its own', async () => {
    const at = '2026-01-31T11:59:00.000Z';
    const byHand = createEvent({
      type: 'rerun.started',
      at,
      recorded_at: at,
      producer: { name: 'provkit', version: '0.0.0', instance: 'validator' },
      seq: 2,
      actor: { kind: 'automated', id: 'validate' },
      repository: 'https://github.com/acme/widgets',
      repository_id: null,
      tag: 'v1.2.3',
      run_id: '9000',
      run_attempt: 2,
      trigger: 'rerun',
      rerun_id: 'acme/widgets/actions/runs/9000/attempts/2',
      recovery_id: 'a'.repeat(64),
      mechanism: 'rerun-all',
      initiation: 'manual',
      approval_id: null,
      new_run_id: '9000',
      new_run_attempt: 2,
    });
    await world.fixture.write('events.ndjson', `${JSON.stringify(byHand)}\n`);
    await world.fixture.runWith({ CI: 'true' }, 'recover', ...RELEASE, ...ALONE);
    const lines = (await world.fixture.read('events.ndjson')).trim().split('\n');
    const all = lines.map((line) => parseEvent(JSON.parse(line)));
    expect(all.at(-1)).toMatchObject({ initiation: 'automated', corrects: byHand.id });
    const { figures } = computeMetrics(all, { asOf: new Date('2026-02-01T00:00:00.000Z') });
    const figure = figures.find(({ name }) => name === 'rerun.automated_vs_manual');
    expect(figure?.total).toMatchObject({ numerator: 1, denominator: 1 });
  });

  test('--plan says what would be done and why, and does nothing', async () => {
    const { code, stdout } = await world.recover('--plan');
    expect(stdout).toContain('plan: rerun-all, which needs approval\n');
    expect(stdout).toContain('  rerun-all: chosen: the whole run is repeated');
    expect(code).toBe(0);
    expect(world.run.attempts).toHaveLength(1);
  });

  test('S3.8: without a policy it asks for approval by digest, and is not decided', async () => {
    const { code, stdout, stderr } = await world.recover('--reason', 'x', '--format', 'json');
    expect(code).toBe(3);
    const { state } = JSON.parse(stdout) as { state: { state: string; plan: { digest: string } } };
    expect(state.state).toBe('awaiting-approval');
    expect(stderr).toContain(`/approve ${state.plan.digest}`);
    expect(world.run.attempts).toHaveLength(1);
  });

  test('T4: who ran the recovery again, which somebody else had started, may not approve its plan', async () => {
    const own = startRun(world.project, { headSha: world.run.headSha, actorId: 4 });
    const [attempt] = own.attempts;
    if (!attempt) throw new Error('no attempt');
    own.attempts.push({ ...attempt, number: 2, triggeredBy: 3 });
    const env = { GITHUB_REPOSITORY: 'Acme/widgets', GITHUB_RUN_ID: String(own.id) };
    const argv = ['--issue', '17', '--format', 'json'];
    const asked = await world.fixture.runWith(env, 'recover', ...RELEASE, '--reason', 'x', ...argv);
    const { state } = JSON.parse(asked.stdout) as {
      state: { plan: { digest: string; interested: string[] } };
    };
    expect(state.plan.interested).toEqual(expect.arrayContaining(['3', '4']));
    comment(world.project, { issue: 17, userId: 3, body: `/approve ${state.plan.digest}` });
    const { code, stdout } = await world.recover('--resume', '--issue', '17');
    expect(stdout).toContain('awaiting-approval');
    expect(code).toBe(3);
  });

  test('spec part 2: a run that repeats another one is in the recovery of that, and begins none of its own', async () => {
    const manifest = JSON.parse(await world.fixture.read('manifest.json')) as { entries: object[] };
    const again = { ...manifest.entries[0], run_id: '9100', previous_run_ids: ['9000'] };
    const entries = [...manifest.entries, again];
    await world.fixture.write('manifest.json', JSON.stringify({ ...manifest, entries }));
    const recoverAgain = () => world.fixture.run('recover', ...RELEASE.with(5, '9100'), ...ALONE);
    expect(await recoverAgain()).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('recover --tag v1.2.3 --run-id 9000'),
    });
    const { stdout } = await world.recover(...ALONE);
    expect(await recoverAgain()).toMatchObject({ code: 0, stdout });
    expect(await readdir(join(world.fixture.folder, 'recoveries'))).toHaveLength(1);
  });

  test('S3.6: what passed is not rerun; --resume begins nothing; a reason is asked for', async () => {
    expect(await world.recover('--resume')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no recovery to go on with'),
    });
    expect(await world.recover()).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--reason'),
    });
    await world.fixture.manifest({ run_id: '9000', status: 'success' });
    expect(await world.recover(...ALONE)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('a run that succeeded is not rerun'),
    });
  });

  test('spec 2.1: a breach blocks with exit code 1, and the token shows nowhere (T18)', async () => {
    await world.fixture.manifest({
      run_id: '9000',
      status: 'failure',
      failure_reason: 'subject_mismatch',
    });
    const { code, stdout, stderr } = await world.recover(...ALONE);
    expect(code).toBe(1);
    expect(stdout).toContain('blocked: security');
    expect(stdout + stderr).not.toContain(RECOVERY_TOKEN);
    expect(await world.entry()).toMatchObject({ status: 'blocked' });
    expect(world.run.attempts).toHaveLength(1);
  });

  test('spec 2.4: a later release that passed supersedes it, by manifest and event log (T2)', async () => {
    const sha = world.run.headSha;
    const failed = { run_id: '9000', sha, status: 'failure', failure_reason: 'release_mismatch' };
    await world.fixture.manifest(failed);
    expect((await world.recover(...ALONE)).code).toBe(3);
    const manifest = JSON.parse(await world.fixture.read('manifest.json')) as { entries: object[] };
    const later = { tag: 'v1.2.4', run_id: '9700', run_attempt: 1, sha, artifact_url: 'w.tgz' };
    const status = { status: 'success', verified_at: '2026-01-31T12:30:00.000Z' };
    const entries = [...manifest.entries, { ...later, ...status }];
    await world.fixture.write('manifest.json', JSON.stringify({ ...manifest, entries }));
    // the manifest alone says nothing
    expect((await world.recover('--resume')).stdout).toContain('manual');
    const at = status.verified_at;
    const validation = {
      verdict: 'pass',
      policyDigest: `sha256:${'b'.repeat(64)}`,
      artifactDigest: `sha256:${'a'.repeat(64)}`,
      verifiedAt: at,
      durationMs: 1,
    } as const;
    const event = validationEvent(validation, { ...later, status: 'pending' }, VALIDATOR, 1);
    const log = await world.fixture.read('events.ndjson');
    await world.fixture.write('events.ndjson', `${log}${JSON.stringify(createEvent(event))}\n`);
    const { code, stdout } = await world.recover('--resume');
    expect(stdout).toContain('superseded (over)\n');
    expect(stdout).toContain('superseded by v1.2.4, run 9700\n');
    expect(code).toBe(0);
    expect(await world.entry()).toMatchObject({
      status: 'blocked',
      superseded_by: { tag: 'v1.2.4', run_id: '9700' },
    });
    expect((await world.events()).at(-1)).toBe('recovery.closed');
    world.advance(3_600_000);
    expect((await world.recover(...ALONE)).stdout).toContain('superseded (over)\n');
    expect(await world.entry()).toMatchObject({ superseded_by: { tag: 'v1.2.4', run_id: '9700' } });
  });

  test('S4.4: rollback refuses a release of which one artifact failed, whatever passed last', async () => {
    const target = { tag: 'v1.2.2', run_id: '8900', run_attempt: 1, sha: world.run.headSha };
    const good = { ...target, artifact_url: 'w.tgz', status: 'success', verified_at: AGO };
    const manifest = JSON.parse(await world.fixture.read('manifest.json')) as { entries: object[] };
    const entries = [...manifest.entries, good];
    await world.fixture.write('manifest.json', JSON.stringify({ ...manifest, entries }));
    const wanted = ['--target-run-id', '8900', '--reason', 'broken'];
    const log = (...artifacts: readonly ['pass' | 'fail', string][]) =>
      artifacts.map(([verdict, letter]) => {
        const validation = {
          verdict,
          policyDigest: `sha256:${'b'.repeat(64)}`,
          artifactDigest: `sha256:${letter.repeat(64)}`,
          verifiedAt: AGO,
          durationMs: 1,
          ...(verdict === 'fail' && { failureReason: 'release_mismatch' as const }),
        };
        const entry = { ...target, artifact_url: 'w.tgz', status: 'pending' } as const;
        return `${JSON.stringify(createEvent(validationEvent(validation, entry, VALIDATOR, 1)))}\n`;
      });
    await world.fixture.write('events.ndjson', log(['fail', 'c'], ['pass', 'a']).join(''));
    const refused = await world.fixture.run('rollback', ...RELEASE, ...wanted);
    expect(refused.stdout).toContain('target was good');
    expect(refused.stdout).not.toContain('plan: rollback');
    await world.fixture.write('events.ndjson', log(['pass', 'c'], ['pass', 'a']).join(''));
    const { stdout, code } = await world.fixture.run('rollback', ...RELEASE, ...wanted);
    expect(stdout).toContain('awaiting-approval');
    expect(stdout).toContain('plan: rollback');
    expect(code).toBe(3);
  });

  test('S4.4: rollback refuses a release that no validation passed', async () => {
    const wanted = ['--target-run-id', '9000', '--reason', 'broken', ...ALONE.slice(0, 2)];
    const { stdout } = await world.fixture.run('rollback', ...RELEASE, ...wanted);
    expect(stdout).toContain('target was good');
    expect(world.project.pulls).toEqual([]);
  });
});
