import { afterEach, beforeEach, expect, test } from 'vitest';
import { cancelRun, lookForCancel } from '../../../src/adapters/github/cancel-run.ts';
import {
  lookForMergeGate,
  type MergeGate,
  setMergeGate,
} from '../../../src/adapters/github/merge-gate.ts';
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
  sha: scene.commit,
  state,
  description: 'x'.repeat(200),
});

test('S4.7: the gate is a status that branch protection can require, and the newest counts', async () => {
  expect(await lookForMergeGate(scene.repository, gate('pending'))).toMatchObject({
    outcome: 'absent',
  });
  for (const state of ['pending', 'failure', 'success'] as const) {
    expect(await setMergeGate(scene.repository, gate(state))).toMatchObject({
      outcome: 'confirmed',
    });
  }
  expect(await lookForMergeGate(scene.repository, gate('success'))).toMatchObject({
    outcome: 'confirmed',
  });
  expect(await lookForMergeGate(scene.repository, gate('failure'))).toMatchObject({
    outcome: 'absent',
  });
  expect(scene.project.statuses[0]).toMatchObject({ context: 'provenance-validate' });
  expect(scene.project.statuses[0]?.description).toHaveLength(140);
});

test('a gate for a commit that is not there is refused, and one that was lost is unknown', async () => {
  const nowhere = { ...gate('success'), sha: '0'.repeat(40) };
  expect(await setMergeGate(scene.repository, nowhere)).toMatchObject({ outcome: 'refused' });
  scene.github.setFault(() => ({ kind: 'reset' }));
  expect(await setMergeGate(scene.repository, gate('success'))).toMatchObject({
    outcome: 'unknown',
  });
});

test('a run is cancelled; one that is over needs no cancelling; one that is not there is not found', async () => {
  const id = String(scene.run.id);
  expect(await cancelRun(scene.repository, id)).toMatchObject({ outcome: 'confirmed' });
  const attempt = scene.run.attempts[0];
  if (attempt) attempt.status = 'in_progress';
  expect(await lookForCancel(scene.repository, id)).toMatchObject({ outcome: 'absent' });
  expect(await cancelRun(scene.repository, id)).toMatchObject({ outcome: 'confirmed' });
  expect(attempt?.conclusion).toBe('cancelled');
  expect(await cancelRun(scene.repository, '1')).toMatchObject({
    outcome: 'refused',
    cause: 'not_found',
  });
});
