import { commitTo, startRun } from '@provkit/testkit/github';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { actOnGithub, lookOnGithub } from '../../../src/adapters/github/act-on-github.ts';
import { openScene, RELEASE, type Scene, sent } from './fixture.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(async () => {
  expect(scene.github.violations).toEqual([]);
  await scene.github.close();
});

const effect = () => ({
  kind: 'roll-forward' as const,
  tag: 'v1.2.3-retry',
  commit: scene.commit,
  workflowPath: RELEASE,
});
const act = () => actOnGithub(scene.repository, effect(), scene.iso());
const look = () => lookOnGithub(scene.repository, effect(), scene.iso());

test('S3.5: the tag is made on the release’s commit, and its run confirmed once it shows', async () => {
  expect(await act()).toMatchObject({ outcome: 'unknown' });
  expect(scene.project.refs.get('refs/tags/v1.2.3-retry')).toBe(scene.commit);
  startRun(scene.project, {
    headSha: scene.commit,
    headBranch: 'v1.2.3-retry',
    path: '.github/workflows/ci.yml',
  });
  expect(await look()).toMatchObject({ outcome: 'unknown' });
  const { id } = startRun(scene.project, { headSha: scene.commit, headBranch: 'v1.2.3-retry' });
  expect(await look()).toEqual({ outcome: 'confirmed', value: { runId: String(id), attempt: 1 } });
});

test('repeating it makes no second tag', async () => {
  await act();
  startRun(scene.project, { headSha: scene.commit, headBranch: 'v1.2.3-retry' });
  expect(await act()).toMatchObject({ outcome: 'confirmed' });
});

test('T4: a tag that names another commit is a conflict, and is not moved', async () => {
  const other = commitTo(scene.project, { branch: 'main' });
  scene.project.refs.set('refs/tags/v1.2.3-retry', other.sha);
  expect(await act()).toMatchObject({ outcome: 'refused', cause: 'conflict' });
  expect(scene.project.refs.get('refs/tags/v1.2.3-retry')).toBe(other.sha);
});

test('lost, and not done: looking says that there is no tag; a rule that forbids tags is a conflict', async () => {
  scene.github.setOutage(({ method }) => (method === 'POST' ? { kind: 'reset' } : undefined));
  expect(await act()).toMatchObject({ outcome: 'unknown' });
  expect(await look()).toMatchObject({ outcome: 'absent' });
  scene.github.setOutage(({ method }) =>
    method === 'POST'
      ? {
          kind: 'answer',
          status: 422,
          body: '{"message":"Repository rule violations found"}',
        }
      : undefined,
  );
  expect(await act()).toMatchObject({ outcome: 'refused', cause: 'conflict' });
  expect(sent(scene)).toHaveLength(2);
});
