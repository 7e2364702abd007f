import { commitTo, type FakeGitCommit, type FakePull, headOf } from '@provkit/testkit/github';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { actOnGithub, lookOnGithub } from '../../../src/adapters/github/act-on-github.ts';
import { openScene, type Scene, sent } from './fixture.ts';

let scene: Scene;
let bad: FakeGitCommit;
beforeEach(async () => {
  scene = await openScene();
  commitTo(scene.project, { branch: 'release', parents: [scene.commit] });
  bad = commitTo(scene.project, { branch: 'release' });
});
afterEach(async () => {
  expect(scene.github.violations).toEqual([]);
  await scene.github.close();
});

const BRANCH = 'rollback/v1.2.4-1a2b3c4d';
const effect = () => ({
  kind: 'rollback' as const,
  base: 'release',
  branch: BRANCH,
  target: scene.commit,
  title: 'Roll back to v1.2.3',
  body: 'Because',
});
const act = () => actOnGithub(scene.repository, effect(), scene.iso());
const look = () => lookOnGithub(scene.repository, effect(), scene.iso());
const onlyPull = (): FakePull => {
  const [pull] = scene.project.pulls;
  if (!pull || scene.project.pulls.length !== 1) throw new Error('there is one pull request');
  return pull;
};

describe('a rollback (S4.4)', () => {
  test('opens a pull request with the content of the good release, upon the base’s tip', async () => {
    const outcome = await act();
    const head = scene.project.commits.get(headOf(scene.project, onlyPull()));
    expect(head).toMatchObject({
      tree: scene.project.commits.get(scene.commit)?.tree,
      parents: [bad.sha],
      message: 'Roll back to v1.2.3',
    });
    expect(outcome).toEqual({
      outcome: 'confirmed',
      value: {
        pull: 100,
        url: 'https://github.com/acme/widgets/pull/100',
        headSha: head?.sha,
        state: 'open',
      },
    });
    expect(scene.project.refs.get('refs/heads/release')).toBe(bad.sha);
  });

  test.each(
    ['/git/commits', '/git/refs', '/pulls'].flatMap(
      (path) =>
        [
          [path, 'setOutage'],
          [path, 'setFault'],
        ] as const,
    ),
  )(
    'lost at POST %s, not done or done (%s): repeating it makes nothing twice',
    async (path, way) => {
      scene.github[way]((request, count) =>
        request.method === 'POST' && request.path.endsWith(path) && count === 1
          ? { kind: 'reset' }
          : undefined,
      );
      expect(await act()).toMatchObject({ outcome: 'unknown' });
      expect(await act()).toMatchObject({ outcome: 'confirmed' });
      expect(scene.project.pulls).toHaveLength(1);
      expect([...scene.project.refs.keys()].filter((ref) => ref.includes('rollback'))).toHaveLength(
        1,
      );
    },
  );

  test('repeated when it is there, it only looks; merged and given up are told apart', async () => {
    await act();
    const before = sent(scene).length;
    expect(await act()).toMatchObject({ outcome: 'confirmed', value: { state: 'open' } });
    const pull = onlyPull();
    pull.state = 'closed';
    expect(await look()).toMatchObject({ value: { state: 'closed' } });
    pull.mergedAt = scene.clock.now();
    expect(await look()).toMatchObject({ value: { state: 'merged' } });
    expect(sent(scene)).toHaveLength(before);
  });

  test('a branch of that name with other content is not overwritten', async () => {
    commitTo(scene.project, { branch: BRANCH, parents: [bad.sha] });
    expect(await act()).toMatchObject({ outcome: 'refused', cause: 'conflict' });
    expect(sent(scene)).toEqual([]);
  });

  test('T10: a pull request whose head somebody changed, or opened before us, is not ours', async () => {
    await act();
    commitTo(scene.project, { branch: BRANCH });
    expect(await act()).toMatchObject({ outcome: 'refused', cause: 'conflict' });
    expect(await look()).toMatchObject({ outcome: 'refused', cause: 'conflict' });
  });

  test('T10: a branch with the right content that a merge would bring nothing of is not ours either', async () => {
    const { tree } = scene.project.commits.get(scene.commit) ?? {};
    if (tree === undefined) throw new Error('it is there');
    // an empty commit on top of the good release: its tree is right, and merged it changes nothing
    commitTo(scene.project, { branch: BRANCH, parents: [scene.commit], tree });
    expect(await act()).toMatchObject({ outcome: 'refused', cause: 'conflict' });
    expect(sent(scene)).toEqual([]);
  });

  test('T10: nor is a merge, of whatever content', async () => {
    const { tree } = scene.project.commits.get(scene.commit) ?? {};
    if (tree === undefined) throw new Error('it is there');
    commitTo(scene.project, { branch: BRANCH, parents: [bad.sha, scene.commit], tree });
    expect(await act()).toMatchObject({ outcome: 'refused', cause: 'conflict' });
  });

  test('where there is nothing to roll back, and where the branch or commit is not there, it says so', async () => {
    scene.project.refs.set('refs/heads/release', scene.commit);
    expect(await act()).toMatchObject({ outcome: 'refused', cause: 'conflict' });
    scene.project.refs.delete('refs/heads/release');
    expect(await act()).toMatchObject({ outcome: 'refused', cause: 'not_found' });
  });

  test('a repository that lets no workflow open pull requests refuses', async () => {
    scene.project.allowsPulls = false;
    expect(await act()).toMatchObject({ outcome: 'refused', cause: 'forbidden' });
  });

  test('before anything was sent, what cannot be read leaves it undone', async () => {
    scene.github.setFault(({ method }) => (method === 'GET' ? { kind: 'reset' } : undefined));
    expect(await act()).toMatchObject({ outcome: 'absent' });
    expect(await look()).toMatchObject({ outcome: 'unknown' });
  });
});
