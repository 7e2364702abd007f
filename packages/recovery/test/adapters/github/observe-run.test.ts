import { commitTo, RECOVERY_TOKEN, tagCommit } from '@provkit/testkit/github';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { observeRun } from '../../../src/adapters/github/observe-run.ts';
import { peelTag } from '../../../src/adapters/github/peel-tag.ts';
import { rerun } from '../../../src/adapters/github/rerun.ts';
import { DAY_MS, openScene, RELEASE, type Scene, START } from './fixture.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(async () => {
  expect(scene.github.violations).toEqual([]);
  await scene.github.close();
});

const observe = () =>
  observeRun(scene.repository, { runId: String(scene.run.id), fixedRef: 'main' });

test('a run with its jobs, its artifacts and who started it', async () => {
  scene.project.artifacts.push(
    { id: 5, name: 'dist', runId: scene.run.id, createdAt: START, expiresAt: START + DAY_MS },
    { id: 6, name: 'other', runId: 1, createdAt: START, expiresAt: START + DAY_MS },
  );
  expect(await observe()).toEqual({
    runId: String(scene.run.id),
    attempt: 1,
    status: 'completed',
    conclusion: 'failure',
    createdAt: '2026-02-01T09:00:00.000Z',
    headSha: scene.commit,
    headBranch: 'v1.2.3',
    event: 'push',
    workflowPath: RELEASE,
    url: `https://github.com/acme/widgets/actions/runs/${scene.run.id}`,
    startedBy: ['2'],
    jobs: [
      { name: 'build', status: 'completed', conclusion: 'success', attempt: 1 },
      { name: 'provenance', status: 'completed', conclusion: 'failure', attempt: 1 },
    ],
    artifacts: [{ id: '5', name: 'dist', isExpired: false, expiresAt: '2026-02-02T09:00:00.000Z' }],
    isWorkflowChanged: false,
  });
});

test('a job that was not repeated has the attempt in which it ran', async () => {
  await rerun(scene.repository, {
    kind: 'rerun',
    mechanism: 'rerun-failed',
    runId: String(scene.run.id),
    attempt: 1,
  });
  const { attempt, status, jobs, startedBy } = await observe();
  expect([attempt, status, jobs.map((job) => job.attempt)]).toEqual([2, 'queued', [1, 2]]);
  expect(startedBy).toEqual(['2', '1']);
});

test('an artifact is expired once its time is over', async () => {
  scene.project.artifacts.push({
    id: 5,
    name: 'dist',
    runId: scene.run.id,
    createdAt: START,
    expiresAt: START + DAY_MS,
  });
  scene.clock.advance(DAY_MS - 1);
  expect((await observe()).artifacts[0]?.isExpired).toBe(false);
  scene.clock.advance(1);
  expect((await observe()).artifacts[0]?.isExpired).toBe(true);
});

test('an artifact is expired where GitHub or our clock says so', async () => {
  const artifact = { id: 5, name: 'dist', runId: scene.run.id, createdAt: START };
  scene.project.artifacts.push({ ...artifact, expiresAt: START + DAY_MS });
  const at = async (now: number) => {
    const repository = { ...scene.repository, clock: { now: () => now } };
    const facts = await observeRun(repository, { runId: String(scene.run.id), fixedRef: 'main' });
    return facts.artifacts[0]?.isExpired;
  };
  expect([await at(START + DAY_MS - 1), await at(START + DAY_MS)]).toEqual([false, true]);
  scene.clock.advance(DAY_MS);
  expect(await at(START)).toBe(true);
});

test('a fix of the workflow, or of one that it calls, is seen; other changes are none', async () => {
  commitTo(scene.project, { branch: 'main', files: ['src/index.ts'] });
  expect((await observe()).isWorkflowChanged).toBe(false);
  commitTo(scene.project, { branch: 'main', files: [RELEASE] });
  expect((await observe()).isWorkflowChanged).toBe(true);
});

test('a workflow of this repository that the run calls counts as well; one that cannot be found leaves it open', async () => {
  const called = '.github/workflows/provenance.yml';
  const commit = commitTo(scene.project, { branch: 'main', files: [RELEASE, called] });
  const run = {
    ...scene.run,
    headSha: commit.sha,
    referencedWorkflows: [
      { path: `acme/widgets/${called}@refs/tags/v1.2.3`, sha: commit.sha },
      { path: 'slsa/generator/.github/workflows/x.yml@v2', sha: commit.sha },
    ],
  };
  scene.project.runs.splice(0, 1, run);
  expect((await observe()).isWorkflowChanged).toBe(false);
  commitTo(scene.project, { branch: 'main', files: [called] });
  expect((await observe()).isWorkflowChanged).toBe(true);
  scene.project.runs.splice(0, 1, {
    ...run,
    path: '.github/workflows/gone.yml',
    referencedWorkflows: [],
  });
  expect((await observe()).isWorkflowChanged).toBeUndefined();
});

test('what cannot be read is an error with a code, and never an empty list', async () => {
  const failing = (code: string) =>
    expect(observe()).rejects.toMatchObject({ name: 'RecoveryError', code });
  scene.github.setFault(({ path }) =>
    path.endsWith('/artifacts') ? { kind: 'reset' } : undefined,
  );
  await failing('UPSTREAM_UNAVAILABLE');
  scene.github.setFault(() => ({ kind: 'answer', status: 429, headers: { 'retry-after': '5' } }));
  await expect(observe()).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: 5000 });
  scene.github.setFault(() => ({ kind: 'answer', status: 200, body: '{}' }));
  await failing('ANSWER_MALFORMED');
  scene.github.setFault(() => undefined);
  scene.project.tokens.set(RECOVERY_TOKEN, { userId: 1, permissions: new Set() });
  await failing('FORBIDDEN');
  scene.project.tokens.set(RECOVERY_TOKEN, { userId: 1, permissions: new Set(['actions: read']) });
  scene.project.runs.length = 0;
  await failing('NOT_FOUND');
});

test('lists are read to their end', async () => {
  for (let id = 1; id <= 230; id += 1) {
    scene.project.artifacts.push({
      id,
      name: `a${id}`,
      runId: scene.run.id,
      createdAt: START,
      expiresAt: START + id,
    });
  }
  expect((await observe()).artifacts).toHaveLength(230);
});

test('S3.4: a tag is peeled, through a tag of a tag; what names no commit is refused', async () => {
  const { project, repository, commit } = scene;
  expect(await peelTag(repository, 'v1.2.3')).toBe(commit);
  expect(await peelTag(repository, 'none')).toBeUndefined();
  project.refs.set('refs/tags/light', commit);
  expect(await peelTag(repository, 'light')).toBe(commit);
  const inner = tagCommit(project, 'inner', commit);
  project.tagObjects.set('e'.repeat(40), { type: 'tag', sha: inner });
  project.refs.set('refs/tags/a/b', 'e'.repeat(40));
  expect(await peelTag(repository, 'a/b')).toBe(commit);
  project.tagObjects.set('f'.repeat(40), { type: 'tree', sha: commit });
  project.refs.set('refs/tags/tree', 'f'.repeat(40));
  await expect(peelTag(repository, 'tree')).rejects.toMatchObject({ code: 'ANSWER_MALFORMED' });
  project.tagObjects.set('e'.repeat(40), { type: 'tag', sha: 'e'.repeat(40) });
  await expect(peelTag(repository, 'a/b')).rejects.toMatchObject({ code: 'ANSWER_MALFORMED' });
});
