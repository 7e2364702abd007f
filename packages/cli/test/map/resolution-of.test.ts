import type { Entry } from '@provkit/manifest';
import { expect, test } from 'vitest';
import { resolutionOf } from '../../src/map/resolution-of.ts';

const NOW = '2026-02-01T00:00:00.000Z';
const REPOSITORY = 'https://github.com/acme/widgets';
const entry = (changes: Partial<Entry>): Entry => ({
  ...{ tag: 'v1.2.3', run_id: '42', run_attempt: 1, sha: 'd'.repeat(40), artifact_url: 'w.tgz' },
  status: 'failure',
  ...changes,
});
const of = (one: Entry, ...others: readonly Entry[]) =>
  resolutionOf(one, { entries: [one, ...others] }, REPOSITORY, NOW);

test('a success is a recovery, with the run and the artifact that passed', () => {
  const artifact_digest = `sha256:${'e'.repeat(64)}`;
  const verified_at = '2026-01-31T12:00:00.000Z';
  expect(of(entry({ status: 'success', run_attempt: 2, artifact_digest, verified_at }))).toEqual({
    ...{ outcome: 'recovered', at: verified_at, tag: 'v1.2.3', run_id: '42', run_attempt: 2 },
    run_url: `${REPOSITORY}/actions/runs/42/attempts/2`,
    artifact_digest,
  });
});

test('S4.5: blocked is rolled back once the rollback run is recorded as one', () => {
  const blocked = entry({ status: 'blocked', rollback_run_id: '50' });
  const rollback = entry({ tag: 'v1.2.2', run_id: '50', status: 'rollback' });
  expect(of(blocked, rollback)).toMatchObject({ outcome: 'rolled-back', tag: 'v1.2.2', at: NOW });
  expect(of(blocked, { ...rollback, status: 'pending' })).toBeUndefined();
  expect(of(blocked)).toBeUndefined();
});

test('blocked is superseded once the newer release passed', () => {
  const blocked = entry({ status: 'blocked', superseded_by: { tag: 'v1.2.4', run_id: '60' } });
  const newer = entry({ tag: 'v1.2.4', run_id: '60', status: 'success' });
  expect(of(blocked, newer)).toMatchObject({ outcome: 'superseded', tag: 'v1.2.4' });
  expect(of(blocked, { ...newer, status: 'failure' })).toBeUndefined();
});

test.each(['pending', 'failure', 'blocked'] as const)('%s alone has not ended', (status) => {
  expect(of(entry({ status }))).toBeUndefined();
});
