import { afterEach, beforeEach, expect, test } from 'vitest';
import { actOnGithub, lookOnGithub } from '../../../src/adapters/github/act-on-github.ts';
import type { GithubEffect, MergeGate } from '../../../src/github-effect.ts';
import { openScene, type Scene } from './fixture.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(async () => {
  expect(scene.github.violations).toEqual([]);
  await scene.github.close();
});

const gate = (state: MergeGate['state']): MergeGate => ({
  kind: 'merge-gate',
  sha: scene.commit,
  state,
  description: 'x'.repeat(200),
});

const act = (effect: GithubEffect) => actOnGithub(scene.repository, effect, scene.iso());
const look = (effect: GithubEffect) => lookOnGithub(scene.repository, effect, scene.iso());

test('S4.7: the gate is a status that branch protection can require, and the newest counts', async () => {
  expect(await look(gate('pending'))).toMatchObject({
    outcome: 'absent',
  });
  for (const state of ['pending', 'failure', 'success'] as const) {
    expect(await act(gate(state))).toMatchObject({
      outcome: 'confirmed',
    });
  }
  expect(await look(gate('success'))).toMatchObject({
    outcome: 'confirmed',
  });
  expect(await look(gate('failure'))).toMatchObject({
    outcome: 'absent',
  });
  expect(scene.project.statuses[0]).toMatchObject({ context: 'provenance-validate' });
  expect(scene.project.statuses[0]?.description).toHaveLength(140);
});

test('a gate for a commit that is not there is refused, and one that was lost is unknown', async () => {
  const nowhere = { ...gate('success'), sha: '0'.repeat(40) };
  expect(await act(nowhere)).toMatchObject({ outcome: 'refused' });
  scene.github.setFault(() => ({ kind: 'reset' }));
  expect(await act(gate('success'))).toMatchObject({
    outcome: 'unknown',
  });
});

test('a run is cancelled; one that is over needs no cancelling; one that is not there is not found', async () => {
  const id = String(scene.run.id);
  expect(await act({ kind: 'cancel-run', runId: id })).toMatchObject({ outcome: 'confirmed' });
  const attempt = scene.run.attempts[0];
  if (attempt) attempt.status = 'in_progress';
  expect(await look({ kind: 'cancel-run', runId: id })).toMatchObject({ outcome: 'absent' });
  expect(await act({ kind: 'cancel-run', runId: id })).toMatchObject({ outcome: 'confirmed' });
  expect(attempt?.conclusion).toBe('cancelled');
  expect(await act({ kind: 'cancel-run', runId: '1' })).toMatchObject({
    outcome: 'refused',
    cause: 'not_found',
  });
});
