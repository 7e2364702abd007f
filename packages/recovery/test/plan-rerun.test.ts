import { describe, expect, test } from 'vitest';
import { planDigest } from '../src/plan-digest.ts';
import { type PlanInput, planRerun } from '../src/plan-rerun.ts';
import type { RecoveryState } from '../src/recovery-state.ts';
import { retryTag } from '../src/retry-tag.ts';
import { AUTO, COMMIT, factsOf, HEAD, ID, POLICY, stateOf } from './recovery-fixture.ts';

const NOW = '2026-02-01T10:00:00.000Z';
const ROLLING = { ...AUTO, rollForward: true };
const TRANSIENT: RecoveryState['failure'] = {
  reason: 'upstream_unavailable',
  class: 'transient',
  verdict: 'inconclusive',
};
const inputOf = (changes: Partial<PlanInput> = {}): PlanInput => ({
  state: stateOf(),
  facts: factsOf(),
  tagCommit: COMMIT,
  interested: ['5'],
  now: NOW,
  ...changes,
});
const plan = (changes: Partial<PlanInput> = {}, policy = ROLLING) =>
  planRerun(inputOf(changes), policy);
const codes = (changes: Partial<PlanInput> = {}, policy = ROLLING) =>
  plan(changes, policy).reasons.map(({ path, code }) => `${path} ${code}`);
const old = '2025-12-30T09:00:00Z';
const transient = stateOf({ failure: TRANSIENT });

describe('the planner (S3.4, S3.5, S3.6)', () => {
  test('evidence that is gone is made anew by a whole run, and it says why not by less', () => {
    const { kind, action, reasons } = plan();
    expect(kind).toBe('rerun-all');
    expect(action).toEqual({
      kind: 'rerun',
      mechanism: 'rerun-all',
      runId: '9000',
      attempt: 1,
    });
    expect(reasons.map(({ path, code }) => [path, code])).toEqual([
      ['rerun-failed', 'whole_run_needed'],
      ['rerun-all', 'chosen'],
    ]);
  });

  test('what is transient is looked at again first; where the build itself broke, its failed jobs are repeated', () => {
    const jobs = [
      { name: 'build', status: 'completed', conclusion: 'success', attempt: 1 },
      {
        name: 'release / provenance-validate',
        status: 'completed',
        conclusion: 'failure',
        attempt: 1,
      },
    ];
    expect(plan({ state: transient, facts: factsOf({ jobs }) }).kind).toBe('revalidate');
    expect(plan({ state: transient }).kind).toBe('rerun-failed');
  });

  test('an expired artifact of a job that succeeded leaves the whole run alone', () => {
    const artifacts = [{ id: '7', name: 'dist', isExpired: true, expiresAt: undefined }];
    const changes = { state: transient, facts: factsOf({ artifacts }) };
    expect(codes(changes)).toEqual(['rerun-failed artifact_expired', 'rerun-all chosen']);
    expect(plan(changes).reasons[0]?.detail).toContain('dist');
  });

  test.each([
    ['30 days and an hour', { createdAt: '2026-01-02T08:59:59Z' }, 'dispatch'],
    ['30 days to the second', { createdAt: '2026-01-02T10:00:00Z' }, 'rerun-all'],
    ['49 reruns', { attempt: 50 }, 'rerun-all'],
    ['50 reruns', { attempt: 51 }, 'dispatch'],
  ] as const)('GitHub’s limits: a run of %s', (_, facts, kind) => {
    const run = { ...stateOf().run, attempt: factsOf(facts).attempt };
    expect(plan({ state: stateOf({ run }), facts: factsOf(facts) }).kind).toBe(kind);
  });

  test('S3.5: too old: dispatched for the same tag, else a -retry tag, else a person; each with its reasons', () => {
    const facts = factsOf({ createdAt: old });
    expect(plan({ facts }).action).toEqual({
      kind: 'dispatch',
      workflow: 'release.yml',
      ref: 'refs/tags/v1.2.3',
      headSha: COMMIT,
      inputs: { tag: 'v1.2.3' },
      correlation: { input: 'recovery_id', value: `${ID.slice(0, 20)}-1` },
    });
    const { dispatch: _, ...none } = ROLLING;
    expect(plan({ facts }, none).action).toEqual({
      kind: 'roll-forward',
      tag: 'v1.2.3-retry',
      commit: COMMIT,
      workflowPath: '.github/workflows/release.yml',
    });
    expect(plan({ facts }, POLICY)).not.toHaveProperty('action');
    expect(codes({ facts }, POLICY)).toEqual([
      'rerun-failed too_old',
      'rerun-failed whole_run_needed',
      'rerun-all too_old',
      'dispatch not_configured',
      'roll-forward not_configured',
    ]);
  });

  test('S3.6: a run that is not over is waited for; one that somebody reran is adopted, or looked at when it is over', () => {
    expect(
      plan({ facts: factsOf({ status: 'in_progress', conclusion: undefined }) }),
    ).toMatchObject({
      kind: 'wait',
      reasons: [{ code: 'not_finished' }],
    });
    expect(plan({ facts: factsOf({ status: 'queued', attempt: 2 }) })).toMatchObject({
      kind: 'adopt',
      run: { runId: '9000', attempt: 2 },
    });
    expect(plan({ facts: factsOf({ attempt: 2 }) })).toMatchObject({
      kind: 'revalidate',
      reasons: [{ code: 'reran_meanwhile' }],
    });
  });

  test('S3.6: a rerun that was given up and succeeded after all is looked at, and not rerun', () => {
    const facts = factsOf({ conclusion: 'success' });
    expect(plan({ facts, state: stateOf({ builds: 1 }) }).kind).toBe('revalidate');
    expect(plan({ facts }).kind).toBe('rerun-all');
    expect(plan({ state: stateOf({ builds: 1 }) }).kind).toBe('rerun-all');
  });

  test('a way that GitHub refused is not tried again', () => {
    expect(plan({ state: stateOf({ excluded: ['rerun-all'] }) }).kind).toBe('dispatch');
    expect(
      plan({ state: stateOf({ excluded: ['rerun-failed', 'rerun-all', 'dispatch'] }) }).kind,
    ).toBe('roll-forward');
  });

  test('a fix of the workflow needs a new tag on the commit that has it: reruns and dispatches keep the old file', () => {
    expect(plan({ needsWorkflowFix: true }).kind).toBe('manual');
    expect(plan({ needsWorkflowFix: true, reviewedCommit: HEAD })).toMatchObject({
      kind: 'roll-forward',
      reviewedCommit: HEAD,
      needsApproval: true,
      action: { commit: HEAD, tag: 'v1.2.3-retry' },
    });
  });

  test('that the workflow changed is said, and rules nothing out', () => {
    expect(codes({ facts: factsOf({ isWorkflowChanged: true }) })).toContain(
      'all workflow_changed',
    );
  });

  test.each([
    ['moved', HEAD, 'tag_moved'],
    ['is gone', undefined, 'tag_missing'],
  ] as const)('T4, S3.4: a tag that %s is neither rerun nor dispatched', (_, tagCommit, code) => {
    const facts = factsOf({ createdAt: old });
    expect(plan({ facts, tagCommit }).kind).toBe('manual');
    expect(codes({ facts, tagCommit })).toEqual(
      expect.arrayContaining([`dispatch ${code}`, `roll-forward ${code}`]),
    );
    expect(plan({ tagCommit }).kind).toBe('manual');
    expect(codes({ tagCommit })).toEqual(expect.arrayContaining([`rerun-all ${code}`]));
  });

  test('spec 2.1: what is wrong with a release itself is not rerun', () => {
    const failure = { reason: 'release_mismatch', class: 'release', verdict: 'fail' } as const;
    expect(plan({ state: stateOf({ failure }) })).toMatchObject({
      kind: 'manual',
      reasons: [{ code: 'release_defect' }],
    });
  });

  test('spec 2.1: a breach is never rerun; a reviewed commit is offered, and always needs approval', () => {
    const state = stateOf({ isSecurity: true });
    expect(plan({ state }).kind).toBe('manual');
    expect(plan({ state, reviewedCommit: COMMIT })).toMatchObject({
      kind: 'rebuild',
      needsApproval: true,
      reviewedCommit: COMMIT,
      action: { kind: 'dispatch', ref: 'refs/tags/v1.2.3' },
    });
    expect(plan({ state, reviewedCommit: HEAD })).toMatchObject({
      kind: 'rebuild',
      action: { kind: 'roll-forward', commit: HEAD },
    });
    expect(plan({ state, reviewedCommit: HEAD }, AUTO).kind).toBe('manual');
    expect(plan({ state, facts: factsOf({ attempt: 2 }) }).kind).toBe('manual');
  });

  test('T4: the digest is of the whole plan, and of this recovery', () => {
    const { digest, ...rest } = plan();
    expect(digest).toBe(planDigest(ID, rest));
    expect(planDigest(ID, { ...rest, expiresAt: '2027-01-01T00:00:00.000Z' })).not.toBe(digest);
    expect(planDigest('0'.repeat(64), rest)).not.toBe(digest);
    expect(plan().interested).toEqual(['5', '2']);
  });
});

test.each([
  ['v1.2.3', 'v1.2.3-retry'],
  ['v1.2.3-retry', 'v1.2.3-retry.2'],
  ['v1.2.3-retry.9', 'v1.2.3-retry.10'],
  ['v1.2.3-retrying', 'v1.2.3-retrying-retry'],
])('S3.5: the tag after %s is %s', (tag, next) => {
  expect(retryTag(tag)).toBe(next);
});
