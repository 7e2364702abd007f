import { commitTo, RECOVERY_TOKEN } from '@provkit/testkit/github';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { actOnGithub, lookOnGithub } from '../../../src/adapters/github/act-on-github.ts';
import { openScene, type Scene, sent } from './fixture.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(async () => {
  expect(scene.github.violations).toEqual([]);
  await scene.github.close();
});

const MARK = 'r1-7-dispatch';
const effect = (changes = {}) => ({
  kind: 'dispatch' as const,
  workflow: 'release.yml',
  ref: 'refs/tags/v1.2.3',
  headSha: scene.commit,
  inputs: { tag: 'v1.2.3' },
  correlation: { input: 'recovery_id', value: MARK },
  ...changes,
});
const act = (changes = {}) => actOnGithub(scene.repository, effect(changes), scene.iso());
const look = (changes = {}, intendedAt = scene.iso()) =>
  lookOnGithub(scene.repository, effect(changes), intendedAt);
const newest = () => scene.project.runs.at(-1);

describe('a dispatch (S3.4)', () => {
  test('names the run that it started, of the tag and its commit', async () => {
    expect(await act()).toEqual({
      outcome: 'confirmed',
      value: { runId: String(newest()?.id), attempt: 1 },
    });
    expect(newest()).toMatchObject({ headSha: scene.commit, event: 'workflow_dispatch' });
    expect(sent(scene)).toHaveLength(1);
  });

  test('on a server that does not name runs, it is asked without and the run found by its mark', async () => {
    scene.project.returnsRunDetails = false;
    expect(await act()).toMatchObject({
      outcome: 'confirmed',
      value: { runId: String(newest()?.id) },
    });
    expect(scene.project.runs).toHaveLength(2);
  });

  test.each([
    ['no such ref', { ref: 'refs/tags/v9' }],
    ['no such input', { inputs: { unknown: '1' } }],
    ['no such workflow', { workflow: 'other.yml' }],
  ])('%s: this way is not there, and no run was started', async (_, changes) => {
    expect(await act(changes)).toMatchObject({ outcome: 'refused', cause: 'not_found' });
    expect(scene.project.runs).toHaveLength(1);
  });

  test('T4: a tag that was moved since is not released, and nothing is sent', async () => {
    const other = commitTo(scene.project, { branch: 'main' });
    scene.project.refs.set('refs/tags/v1.2.3', other.sha);
    expect(await act()).toMatchObject({ outcome: 'refused', cause: 'conflict' });
    scene.github.setOutage(() => ({ kind: 'reset' }));
    expect(await act()).toMatchObject({ outcome: 'absent' });
    expect(sent(scene)).toEqual([]);
  });

  test('S6.2: a token without the permission is refused', async () => {
    scene.project.tokens.set(RECOVERY_TOKEN, {
      userId: 1,
      permissions: new Set(['actions: read', 'contents: read']),
    });
    expect(await act()).toMatchObject({ outcome: 'refused', cause: 'forbidden' });
  });
});

describe('a dispatch whose answer is in doubt', () => {
  test('lost before it was done: unknown, then absent once a run would show', async () => {
    scene.github.setOutage(({ method }) => (method === 'POST' ? { kind: 'reset' } : undefined));
    const intendedAt = scene.iso();
    expect(await act()).toMatchObject({ outcome: 'unknown' });
    expect(sent(scene)).toHaveLength(1);
    expect(await look({}, intendedAt)).toMatchObject({ outcome: 'unknown' });
    scene.clock.advance(5 * 60_000);
    expect(await look({}, intendedAt)).toMatchObject({ outcome: 'absent' });
  });

  test('done, and lost: found by its mark among the runs of other people', async () => {
    await act({ correlation: { input: 'recovery_id', value: 'somebody-else' } });
    await act();
    const ours = String(newest()?.id);
    await act({ correlation: { input: 'recovery_id', value: `${MARK}x` } });
    expect(await look()).toMatchObject({ outcome: 'confirmed', value: { runId: ours } });
  });

  test('without a mark: one candidate is ours, several are unknown', async () => {
    const unmarked = { correlation: undefined };
    await act(unmarked);
    expect(await look(unmarked)).toMatchObject({ outcome: 'confirmed' });
    await act(unmarked);
    expect(await look(unmarked)).toMatchObject({ outcome: 'unknown' });
  });

  test('a list that does not show it yet, or shows runs that were not asked for, is no answer', async () => {
    scene.project.returnsRunDetails = false;
    const list = (runs: readonly unknown[]) => {
      const body = JSON.stringify({ total_count: runs.length, workflow_runs: runs });
      scene.github.setFault(({ method, path }) =>
        method === 'GET' && path.endsWith('/runs')
          ? { kind: 'answer', status: 200, body }
          : undefined,
      );
    };
    list([]);
    const long = new Date(scene.clock.now() - 3_600_000).toISOString();
    expect(await actOnGithub(scene.repository, effect(), long)).toMatchObject({
      outcome: 'unknown',
    });
    const run = await scene.repository.client.request(
      'GET /repos/acme/widgets/actions/runs/{run_id}',
      {
        run_id: newest()?.id ?? 0,
      },
    );
    list([run.data]);
    expect(await look()).toMatchObject({ outcome: 'confirmed' });
    list([{ ...(run.data as object), head_sha: '0'.repeat(40) }]);
    expect(await look()).toMatchObject({ outcome: 'unknown' });
  });

  test('a run of before, or of another commit, is not ours', async () => {
    await act();
    scene.clock.advance(3_600_000);
    expect(await look()).toMatchObject({ outcome: 'unknown' });
    const other = commitTo(scene.project, { branch: 'main' });
    await act({ ref: 'refs/heads/main', headSha: other.sha });
    expect(newest()?.headSha).toBe(other.sha);
    expect(await look()).toMatchObject({ outcome: 'unknown' });
  });

  test.each([
    ['setOutage', 'unknown'],
    ['setFault', 'confirmed'],
  ] as const)(
    'an answer of another form may mean a run: it is looked for (%s: %s)',
    async (way, outcome) => {
      scene.github[way](({ method }) =>
        method === 'POST'
          ? { kind: 'answer', status: 200, body: '{"workflow_run_id":"x"}' }
          : undefined,
      );
      expect(await act()).toMatchObject({ outcome });
      expect(sent(scene)).toHaveLength(1);
    },
  );
});
