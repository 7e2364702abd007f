import { createManifest, type Entry, lint, type Manifest } from '@provkit/manifest';
import type { RecoveryState } from '@provkit/recovery';
import { describe, expect, test } from 'vitest';
import { STATUS_TRANSITIONS } from '../../src/map/index.ts';
import { withRecovery } from '../../src/map/recovery-entries.ts';

const SHA = 'c'.repeat(40);
const DIGEST = `sha256:${'d'.repeat(64)}`;
const URL = 'https://github.com/acme/widgets/releases/download/v1/w.tgz';
const FAILING = entryOf({
  run_id: '9000',
  tag: 'v1.2.3',
  status: 'failure',
  failure_reason: 'artifact_missing',
  requeue: true,
  requeue_reason: 'artifact_missing',
});
const GOOD = entryOf({
  run_id: '8000',
  tag: 'v1.2.2',
  status: 'success',
  verified_at: '2026-01-01T00:00:00.000Z',
  artifact_digest: DIGEST,
});

function entryOf(changes: Partial<Entry>): Entry {
  return {
    tag: 'v1.2.3',
    run_id: '9000',
    run_attempt: 1,
    sha: SHA,
    artifact_url: URL,
    status: 'pending',
    ...changes,
  };
}

function manifestOf(...entries: Entry[]): Manifest {
  return { ...createManifest('acme/widgets', 0), entries };
}

/** A rollback whose run 9100 passed, merged or not. */
function rollback(state: 'rollback-verifying' | 'rolled-back'): RecoveryState {
  return {
    state,
    tag: 'v1.2.3',
    firstRunId: '9000',
    run: { tag: 'v1.2.3', runId: '9000', attempt: 1 },
    previousRuns: [],
    failure: { reason: 'artifact_missing', class: 'evidence' },
    rollback: {
      target: { tag: 'v1.2.2', runId: '8000', commit: SHA },
      seq: 1,
      isMerged: state === 'rolled-back',
      passed: { runId: '9100', attempt: 1, digest: DIGEST, commit: SHA },
    },
  } as unknown as RecoveryState; // as much of it as the mapping reads
}

describe('a rollback in the manifest (S4.5, S4.7, spec 2.5)', () => {
  const run = entryOf({
    run_id: '9100',
    tag: 'v1.2.2',
    status: 'success',
    verified_at: '2026-02-02T00:00:00.000Z',
    artifact_digest: DIGEST,
  });
  const before = manifestOf(FAILING, GOOD, run);

  test('that was validated and not merged leaves what the validation wrote', () => {
    const after = withRecovery(before, rollback('rollback-verifying'));
    expect(after.entries[2]).toEqual(run);
    expect(after.entries[0]).toMatchObject({ status: 'blocked', governance_flag: 'rollback' });
    expect(after.entries[0]).not.toHaveProperty('rollback_run_id');
  });

  test('that is merged is recorded with its status and flag, and lint allows the whole way', () => {
    const verified = withRecovery(before, rollback('rollback-verifying'));
    const after = withRecovery(verified, rollback('rolled-back'));
    expect(after.entries[2]).toEqual({ ...run, status: 'rollback', governance_flag: 'rollback' });
    expect(after.entries[0]).toMatchObject({
      status: 'blocked',
      governance_flag: 'rollback',
      rollback_run_id: '9100',
    });
    for (const [from, to] of [
      [before, verified],
      [verified, after],
    ] as const) {
      const errors = lint(to, { before: from, transitions: STATUS_TRANSITIONS }).filter(
        ({ severity }) => severity === 'error',
      );
      expect(errors).toEqual([]);
    }
  });
});
