import { setTimeout as sleep } from 'node:timers/promises';
import { createNodeTransport } from '@provkit/http/node';
import { computeMetrics, createEvent, parseEvent } from '@provkit/metrics';
import {
  comment,
  commitTo,
  createFakeProject,
  type FakeProject,
  type FakeWorkflowRun,
  type GithubServer,
  projectRoutes,
  RECOVERY_TOKEN,
  startGithub,
  startRun,
  tagCommit,
} from '@provkit/testkit/github';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { validationEvent } from '../../src/map/validation-event.ts';
import { createFixture, type Fixture } from '../fixture.ts';

const NOW = Date.parse('2026-01-31T12:00:00.000Z');
const AGO = '2026-01-30T12:00:00.000Z';
const VALIDATOR = {
  producer: { name: 'provkit', version: '0.0.0', instance: 'validator' },
  seq: 1,
  actor: { kind: 'automated', id: 'validate' },
  repository: 'https://github.com/acme/widgets',
} as const;
const POLICY = JSON.stringify({ version: 1, approval: { required: false } });

let project: FakeProject;
let github: GithubServer;
let fixture: Fixture;
let run: FakeWorkflowRun;
let now: number;
beforeEach(async () => {
  now = NOW;
  project = createFakeProject({ now: () => NOW });
  github = await startGithub({ routes: (urls) => projectRoutes(project, urls) });
  const { sha } = commitTo(project, { branch: 'main', files: ['.github/workflows/release.yml'] });
  tagCommit(project, 'v1.2.3', sha);
  const jobs = { build: 'success', provenance: 'failure' };
  run = startRun(project, { headSha: sha, conclusion: 'failure', jobs });
  fixture = await createFixture({
    env: {
      GITHUB_TOKEN: RECOVERY_TOKEN,
      GITHUB_API_URL: github.apiUrl,
      GITHUB_REPOSITORY_ID: '123456',
      GITHUB_ACTOR_ID: '4',
    },
    network: { transport: createNodeTransport(), random: () => 0, loopbackUnsafe: true },
    clock: { now: () => now, sleep: (ms, signal) => sleep(ms, undefined, signal && { signal }) },
  });
  await fixture.write('recovery.json', POLICY);
  await fixture.manifest({
    run_id: '9000',
    sha,
    status: 'failure',
    failure_reason: 'attestation_missing',
  });
});
afterEach(async () => {
  await fixture.remove();
  await github.close();
  expect(github.violations).toEqual([]);
});

const RELEASE = ['--manifest', 'manifest.json', '--tag', 'v1.2.3', '--run-id', '9000'];
const recover = (...argv: string[]) => fixture.run('recover', ...RELEASE, ...argv);
const ALONE = ['--recovery-policy', 'recovery.json', '--reason', 'the log was down'];
const entry = async () => {
  const { entries } = JSON.parse(await fixture.read('manifest.json')) as { entries: object[] };
  return entries[0];
};
const events = async () =>
  (await fixture.read('events.ndjson'))
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { type: string }).type);

describe('provkit recover (S3)', () => {
  test('reruns once, says so in the manifest and the events, and running it again adds nothing', async () => {
    const { code, stdout } = await recover(...ALONE);
    expect(stdout).toContain('v1.2.3, run 9000, attempt 2: rerunning (waiting)\n');
    expect(stdout).toContain('rerun-failed: whole_run_needed');
    expect(code).toBe(0);
    expect(run.attempts).toHaveLength(2);
    expect(await entry()).toMatchObject({
      status: 'pending',
      run_attempt: 2,
      rerun_in_progress: true,
    });
    expect(await events()).toEqual([
      'recovery.transitioned',
      'recovery.transitioned',
      'recovery.transitioned',
      'rerun.started',
    ]);
    expect((await recover('--resume', '--recovery-policy', 'recovery.json')).code).toBe(0);
    expect(run.attempts).toHaveLength(2);
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
    await fixture.write('events.ndjson', `${JSON.stringify(byHand)}\n`);
    await fixture.runWith({ CI: 'true' }, 'recover', ...RELEASE, ...ALONE);
    const lines = (await fixture.read('events.ndjson')).trim().split('\n');
    const all = lines.map((line) => parseEvent(JSON.parse(line)));
    expect(all.at(-1)).toMatchObject({ initiation: 'automated', corrects: byHand.id });
    const { figures } = computeMetrics(all, { asOf: new Date('2026-02-01T00:00:00.000Z') });
    const figure = figures.find(({ name }) => name === 'rerun.automated_vs_manual');
    expect(figure?.total).toMatchObject({ numerator: 1, denominator: 1 });
  });

  test('--plan says what would be done and why, and does nothing', async () => {
    const { code, stdout } = await recover('--plan');
    expect(stdout).toContain('plan: rerun-all, which needs approval\n');
    expect(stdout).toContain('  rerun-all: chosen: the whole run is repeated');
    expect(code).toBe(0);
    expect(run.attempts).toHaveLength(1);
  });

  test('S3.8: without a policy it asks for approval by digest, and is not decided', async () => {
    const { code, stdout, stderr } = await recover('--reason', 'x', '--format', 'json');
    expect(code).toBe(3);
    const { state } = JSON.parse(stdout) as { state: { state: string; plan: { digest: string } } };
    expect(state.state).toBe('awaiting-approval');
    expect(stderr).toContain(`/approve ${state.plan.digest}`);
    expect(run.attempts).toHaveLength(1);
  });

  test('T4: who ran the recovery again, which somebody else had started, may not approve its plan', async () => {
    const own = startRun(project, { headSha: run.headSha, actorId: 4 });
    const [attempt] = own.attempts;
    if (!attempt) throw new Error('no attempt');
    own.attempts.push({ ...attempt, number: 2, triggeredBy: 3 });
    const env = { GITHUB_REPOSITORY: 'Acme/widgets', GITHUB_RUN_ID: String(own.id) };
    const argv = ['--issue', '17', '--format', 'json'];
    const asked = await fixture.runWith(env, 'recover', ...RELEASE, '--reason', 'x', ...argv);
    const { state } = JSON.parse(asked.stdout) as {
      state: { plan: { digest: string; interested: string[] } };
    };
    expect(state.plan.interested).toEqual(expect.arrayContaining(['3', '4']));
    comment(project, { issue: 17, userId: 3, body: `/approve ${state.plan.digest}` });
    const { code, stdout } = await recover('--resume', '--issue', '17');
    expect(stdout).toContain('awaiting-approval');
    expect(code).toBe(3);
  });

  test('S3.6: what passed is not rerun; --resume begins nothing; a reason is asked for', async () => {
    expect(await recover('--resume')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no recovery to go on with'),
    });
    expect(await recover()).toMatchObject({ code: 2, stderr: expect.stringContaining('--reason') });
    await fixture.manifest({ run_id: '9000', status: 'success' });
    expect(await recover(...ALONE)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('a run that succeeded is not rerun'),
    });
  });

  test('spec 2.1: a breach blocks with exit code 1, and the token shows nowhere (T18)', async () => {
    await fixture.manifest({
      run_id: '9000',
      status: 'failure',
      failure_reason: 'subject_mismatch',
    });
    const { code, stdout, stderr } = await recover(...ALONE);
    expect(code).toBe(1);
    expect(stdout).toContain('blocked: security');
    expect(stdout + stderr).not.toContain(RECOVERY_TOKEN);
    expect(await entry()).toMatchObject({ status: 'blocked' });
    expect(run.attempts).toHaveLength(1);
  });

  describe('what people alone decide (spec 2.4, T4)', () => {
    const DISMISS = ['--dismiss', '--reason', 'withdrawn', '--issue', '17'];
    const digestIn = ({ stderr }: { readonly stderr: string }) =>
      /\/approve ([0-9a-f]{64})/.exec(stderr)?.[1] ?? 'none';
    beforeEach(async () => {
      const failure_reason = 'subject_mismatch';
      await fixture.manifest({ run_id: '9000', status: 'failure', failure_reason });
      expect((await recover(...ALONE)).code).toBe(1);
    });

    test('--dismiss asks, and closes it once somebody else of the team approved', async () => {
      const asked = await recover(...DISMISS);
      const digest = digestIn(asked);
      expect(asked).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('to dismiss it somebody else must approve'),
        stdout: expect.stringContaining(`asked: dismiss, /approve ${digest} (until `),
      });
      comment(project, { issue: 17, userId: 4, body: `/approve ${digest}` });
      expect((await recover('--resume', '--issue', '17')).code).toBe(1);
      comment(project, { issue: 17, userId: 3, body: `/approve ${digest}` });
      const { code, stdout, stderr } = await recover('--resume', '--issue', '17');
      expect(stdout).toContain('dismissed (over)');
      expect(stderr).toContain('close its Issue');
      expect(stderr).not.toContain('provkit notify');
      expect(code).toBe(0);
      expect(await entry()).toMatchObject({
        status: 'blocked',
        notes: expect.stringMatching(/^withdrawn \(3, https:/),
      });
      expect((await events()).slice(-2)).toEqual(['recovery.transitioned', 'recovery.closed']);
      const last = (await fixture.read('events.ndjson')).trim().split('\n').at(-1) ?? '';
      expect(JSON.parse(last)).toMatchObject({
        outcome: 'dismissed',
        actor: { kind: 'human', id: '3' },
      });
      // for good: what failed then is no new failure, whatever the log has of it
      now += 60_000;
      const again = await recover(...ALONE);
      expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('dismissed (over)') });
      expect(run.attempts).toHaveLength(1);
      expect(await recover(...DISMISS)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('the recovery is dismissed: there is nothing to dismiss'),
      });
    });

    test('--unblock asks, and it is planned anew once somebody else of the team approved', async () => {
      const digest = digestIn(await recover('--unblock', '--reason', 'reviewed', '--issue', '17'));
      comment(project, { issue: 17, userId: 3, body: `/approve ${digest}` });
      await recover('--resume', '--issue', '17');
      expect(await events()).toContain('recovery.transitioned');
      const log = (await fixture.read('events.ndjson')).trim().split('\n');
      const moves = log.map((line) => JSON.parse(line) as { event?: string });
      expect(moves.map(({ event }) => event)).toContain('unblocked');
    });

    test('says where it is to be said, and until when; without --issue, how it would be heard', async () => {
      const until = 'until 2026-02-01T12:00:00.000Z';
      const { stderr, stdout } = await recover(...DISMISS);
      expect(stderr).toMatch(/\/approve [0-9a-f]{64}, in a comment of Issue #17 or at the gate/);
      expect(stderr + stdout).toContain(until);
      expect(stdout).toMatch(/asked: dismiss, \/approve [0-9a-f]{64} \(until 2026-/);
      const alone = await recover('--dismiss', '--reason', 'withdrawn');
      expect(alone.stderr).toContain('comments are heard with --issue N');
    });

    test('what can be approved by nobody is not asked for: the tag is gone', async () => {
      project.refs.delete('refs/tags/v1.2.3');
      expect(await recover('--unblock', '--reason', 'x')).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('there is no tag v1.2.3'),
      });
      expect((await recover(...DISMISS)).code).toBe(1);
    });

    test.each([
      ['a plan and a decision', ['--dismiss', '--plan', '--reason', 'x'], {}, 'exclude each other'],
      ['a reason of blanks', ['--dismiss', '--reason', ' '], {}, '--reason'],
      ['an Issue that is no number', ['--resume', '--issue', '#17'], {}, '--issue'],
      ['an app that asks', DISMISS, { GITHUB_ACTOR: 'x[bot]' }, 'a person must ask'],
      ['both at once', ['--dismiss', '--unblock', '--reason', 'x'], {}, 'exclude each other'],
      ['no reason', ['--dismiss'], {}, '--reason'],
      ['nobody knows who asks', DISMISS, { GITHUB_ACTOR_ID: '' }, 'their number on GitHub'],
      ['a name for a number', DISMISS, { GITHUB_ACTOR_ID: 'octocat' }, 'their number on GitHub'],
    ])('is refused: %s', async (_, argv, env, message) => {
      const { code, stderr } = await fixture.runWith(env, 'recover', ...RELEASE, ...argv);
      expect(code).toBe(2);
      expect(stderr).toContain(message);
    });
  });

  test('--dismiss has nothing to close before anything was begun', async () => {
    expect(await recover('--dismiss', '--reason', 'x')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('there is no recovery to dismiss'),
    });
  });

  test('spec 2.4: a later release that passed supersedes it, by manifest and event log (T2)', async () => {
    const sha = run.headSha;
    const failed = { run_id: '9000', sha, status: 'failure', failure_reason: 'release_mismatch' };
    await fixture.manifest(failed);
    expect((await recover(...ALONE)).code).toBe(3);
    const manifest = JSON.parse(await fixture.read('manifest.json')) as { entries: object[] };
    const later = { tag: 'v1.2.4', run_id: '9700', run_attempt: 1, sha, artifact_url: 'w.tgz' };
    const status = { status: 'success', verified_at: '2026-01-31T12:30:00.000Z' };
    const entries = [...manifest.entries, { ...later, ...status }];
    await fixture.write('manifest.json', JSON.stringify({ ...manifest, entries }));
    // the manifest alone says nothing
    expect((await recover('--resume')).stdout).toContain('manual');
    const at = status.verified_at;
    const validation = {
      verdict: 'pass',
      policyDigest: `sha256:${'b'.repeat(64)}`,
      artifactDigest: `sha256:${'a'.repeat(64)}`,
      verifiedAt: at,
      durationMs: 1,
    } as const;
    const event = validationEvent(validation, { ...later, status: 'pending' }, VALIDATOR, 1);
    const log = await fixture.read('events.ndjson');
    await fixture.write('events.ndjson', `${log}${JSON.stringify(createEvent(event))}\n`);
    const { code, stdout } = await recover('--resume');
    expect(stdout).toContain('superseded (over)\n');
    expect(stdout).toContain('superseded by v1.2.4, run 9700\n');
    expect(code).toBe(0);
    expect(await entry()).toMatchObject({
      status: 'blocked',
      superseded_by: { tag: 'v1.2.4', run_id: '9700' },
    });
    expect((await events()).at(-1)).toBe('recovery.closed');
    now = Date.parse('2026-01-31T13:00:00.000Z');
    expect((await recover(...ALONE)).stdout).toContain('superseded (over)\n');
    expect(await entry()).toMatchObject({ superseded_by: { tag: 'v1.2.4', run_id: '9700' } });
  });

  test('S4.4: rollback refuses a release of which one artifact failed, whatever passed last', async () => {
    const target = { tag: 'v1.2.2', run_id: '8900', run_attempt: 1, sha: run.headSha };
    const good = { ...target, artifact_url: 'w.tgz', status: 'success', verified_at: AGO };
    const manifest = JSON.parse(await fixture.read('manifest.json')) as { entries: object[] };
    const entries = [...manifest.entries, good];
    await fixture.write('manifest.json', JSON.stringify({ ...manifest, entries }));
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
    await fixture.write('events.ndjson', log(['fail', 'c'], ['pass', 'a']).join(''));
    const refused = await fixture.run('rollback', ...RELEASE, ...wanted);
    expect(refused.stdout).toContain('target was good');
    expect(refused.stdout).not.toContain('plan: rollback');
    await fixture.write('events.ndjson', log(['pass', 'c'], ['pass', 'a']).join(''));
    const { stdout, code } = await fixture.run('rollback', ...RELEASE, ...wanted);
    expect(stdout).toContain('awaiting-approval');
    expect(stdout).toContain('plan: rollback');
    expect(code).toBe(3);
  });

  test('S4.4: rollback refuses a release that no validation passed', async () => {
    const wanted = ['--target-run-id', '9000', '--reason', 'broken', ...ALONE.slice(0, 2)];
    const { stdout } = await fixture.run('rollback', ...RELEASE, ...wanted);
    expect(stdout).toContain('target was good');
    expect(project.pulls).toEqual([]);
  });
});
