import { finishRun, lastAttempt, RECOVERY_TOKEN } from '@provkit/testkit/github';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { actOnGithub, lookOnGithub } from '../../../src/adapters/github/act-on-github.ts';
import { DAY_MS, openScene, type Scene, sent } from './fixture.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene(2_000);
});
afterEach(async () => {
  expect(scene.github.violations).toEqual([]);
  await scene.github.close();
});

const effect = (mechanism: 'rerun-all' | 'rerun-failed' = 'rerun-all', attempt = 1) => ({
  kind: 'rerun' as const,
  mechanism,
  runId: String(scene.run.id),
  attempt,
});
const act = (mechanism?: 'rerun-all' | 'rerun-failed') =>
  actOnGithub(scene.repository, effect(mechanism), scene.iso());
const look = (intendedAt = scene.iso()) => lookOnGithub(scene.repository, effect(), intendedAt);
const second = () => ({ outcome: 'confirmed', value: { runId: String(scene.run.id), attempt: 2 } });

describe('a rerun (S3.4)', () => {
  test.each([
    ['rerun-all', ['queued', 'queued']],
    ['rerun-failed', ['completed', 'queued']],
  ] as const)('%s is asked for once and confirmed with its attempt', async (mechanism, jobs) => {
    expect(await act(mechanism)).toEqual(second());
    expect(lastAttempt(scene.run).jobs.map(({ status }) => status)).toEqual(jobs);
    expect(sent(scene)).toHaveLength(1);
  });

  test('S3.6: a run that is under way is not rerun, and one that somebody reran meanwhile is not either', async () => {
    await act();
    expect(await act()).toMatchObject({ outcome: 'refused', cause: 'running' });
    finishRun(scene.project, scene.run, 'failure');
    expect(await act()).toMatchObject({ outcome: 'refused', cause: 'running' });
    expect(sent(scene)).toHaveLength(1);
  });

  test('S3.6: a first attempt that is not over is not rerun', async () => {
    lastAttempt(scene.run).status = 'in_progress';
    expect(await act()).toMatchObject({ outcome: 'refused', cause: 'running' });
    expect(sent(scene)).toEqual([]);
    const long = scene.iso();
    scene.clock.advance(DAY_MS);
    expect(await look(long)).toMatchObject({ outcome: 'unknown' });
  });

  test('S3.3: of two that act at the same moment one reruns, and the other is told that it is running', async () => {
    const outcomes = await Promise.all([act(), act()]);
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['confirmed', 'refused']);
    expect(scene.run.attempts).toHaveLength(2);
  });

  test('S3.5: GitHub’s 403 is explained by the run: too old', async () => {
    scene.clock.advance(31 * DAY_MS);
    expect(await act()).toMatchObject({
      outcome: 'refused',
      cause: 'too_old',
      message: expect.stringContaining('created over a month ago') as unknown,
    });
  });

  test('50 reruns: a server that refuses says so by 403', async () => {
    scene.project.beyondLimit = 'refused';
    const { run } = scene;
    const first = lastAttempt(run);
    for (let number = 2; number <= 51; number += 1) run.attempts.push({ ...first, number });
    const outcome = await actOnGithub(scene.repository, effect('rerun-all', 51), scene.iso());
    expect(outcome).toMatchObject({ outcome: 'refused', cause: 'limit' });
  });

  test('a run that began while we asked is running, whatever the words', async () => {
    scene.github.setOutage(({ method }) => {
      if (method !== 'POST') return undefined;
      lastAttempt(scene.run).status = 'in_progress';
      return {
        kind: 'answer',
        status: 403,
        body: '{"message":"This workflow is already running"}',
      };
    });
    expect(await act()).toMatchObject({ outcome: 'refused', cause: 'running' });
  });

  test('what nothing explains is a missing permission; an unknown run is not found', async () => {
    scene.project.tokens.set(RECOVERY_TOKEN, {
      userId: 1,
      permissions: new Set(['actions: read']),
    });
    expect(await act()).toMatchObject({ outcome: 'refused', cause: 'forbidden' });
    scene.project.runs.length = 0;
    expect(await act()).toMatchObject({ outcome: 'refused', cause: 'not_found' });
  });
});

describe('a rerun whose answer is in doubt', () => {
  test.each([
    ['the connection is reset', { kind: 'reset' }],
    ['there is never an answer', { kind: 'silence' }],
    ['the server fails', { kind: 'answer', status: 502 }],
    ['the answer is no HTTP', { kind: 'nonsense' }],
  ] as const)(
    '%s: unknown, asked for once, and looking says that it was not done',
    async (_, fault) => {
      scene.github.setOutage(({ method }) => (method === 'POST' ? fault : undefined));
      const intendedAt = scene.iso();
      expect(await act()).toMatchObject({ outcome: 'unknown' });
      expect(sent(scene)).toHaveLength(1);
      expect(await look(intendedAt)).toMatchObject({ outcome: 'unknown' });
      scene.clock.advance(60_000);
      expect(await look(intendedAt)).toMatchObject({ outcome: 'absent' });
    },
  );

  test('it was done, and the answer lost: looking confirms it', async () => {
    scene.github.setFault(({ method }) => (method === 'POST' ? { kind: 'reset' } : undefined));
    expect(await act()).toMatchObject({ outcome: 'unknown' });
    expect(await look()).toEqual(second());
    finishRun(scene.project, scene.run, 'failure');
    expect(await look()).toEqual(second());
  });

  test('looking sees nothing where GitHub does not answer, and does not say that nothing is there', async () => {
    scene.github.setFault(() => ({ kind: 'answer', status: 503 }));
    scene.clock.advance(DAY_MS);
    expect(await look()).toMatchObject({ outcome: 'unknown' });
  });

  test('a limit is no doubt: nothing was done, and when to ask again is known', async () => {
    scene.github.setOutage(({ method }) =>
      method === 'POST'
        ? {
            kind: 'answer',
            status: 403,
            headers: { 'retry-after': '17' },
            body: '{"message":"secondary rate limit"}',
          }
        : undefined,
    );
    expect(await act()).toMatchObject({ outcome: 'absent', retryAfterMs: 17_000 });
    scene.github.setOutage(() => ({
      kind: 'answer',
      status: 403,
      body: '{"message":"You have exceeded a secondary rate limit"}',
    }));
    expect(await act()).toMatchObject({ outcome: 'absent' });
  });

  test('T15: nonsense instead of a run is refused, and nothing is sent', async () => {
    for (const body of ['[]', '{"id":1}', 'no JSON', '{"id":1e400}']) {
      scene.github.setOutage(() => ({ kind: 'answer', status: 200, body }));
      expect(await act()).toMatchObject({ outcome: 'absent' });
    }
    expect(sent(scene)).toEqual([]);
  });

  test('T18: no outcome names the token', async () => {
    scene.github.setOutage(() => ({
      kind: 'answer',
      status: 500,
      body: `{"message":"${RECOVERY_TOKEN}"}`,
    }));
    expect(JSON.stringify(await act())).not.toContain(RECOVERY_TOKEN);
  });
});
