import { describe, expect, test } from 'vitest';
import { artifactProblem, chooseArtifact } from '../../src/github/choose-artifact.ts';
import { jobProblem, runProblem } from '../../src/github/run-problem.ts';
import type { RunArtifact, WorkflowRun } from '../../src/github/schema.ts';

const SHA = 'c'.repeat(40);
const RUN: WorkflowRun = {
  id: 42,
  run_attempt: 1,
  head_sha: SHA,
  path: '.github/workflows/release.yml',
  event: 'push',
  status: 'completed',
  conclusion: 'success',
  updated_at: '2026-01-31T11:00:00Z',
  repository: { id: 5 },
  head_repository: { id: 5 },
};
const EXPECTED = {
  id: '42',
  attempt: 1,
  repositoryId: 5,
  commit: SHA,
  workflows: ['.github/workflows/release.yml'],
};

describe('runProblem (spec 1.10, T10)', () => {
  test('holds for the run of the release', () => {
    expect(runProblem(RUN, EXPECTED)).toBeUndefined();
    expect(runProblem({ ...RUN, path: `${RUN.path}@refs/tags/v1.2.3` }, EXPECTED)).toBeUndefined();
    const { workflows: _, ...anyWorkflow } = EXPECTED;
    expect(runProblem({ ...RUN, path: 'other.yml' }, anyWorkflow)).toBeUndefined();
  });

  test.each<readonly [string, Partial<WorkflowRun>, string]>([
    ['another run', { id: 43 }, 'id is 43, expected 42'],
    ['another attempt', { run_attempt: 2 }, 'attempt is 2, expected 1'],
    ['another repository', { repository: { id: 6 } }, 'repository is 6, expected 5'],
    ['a fork', { head_repository: { id: 6 } }, 'head repository is 6, expected 5'],
    ['a fork that is gone', { head_repository: null }, 'head repository is deleted'],
    ['another commit', { head_sha: 'd'.repeat(40) }, 'commit is ddd'],
    [
      'another workflow',
      { path: '.github/workflows/evil.yml' },
      'workflow is .github/workflows/evil.yml',
    ],
    ['a workflow that begins alike', { path: '.github/workflows/release.yml.yml' }, 'workflow is'],
    [
      'a workflow with another before the @',
      { path: '.github/workflows/evil.yml@.github/workflows/release.yml' },
      'workflow is',
    ],
    ['a pull request', { event: 'pull_request' }, 'started by pull_request'],
    [
      'a privileged pull request',
      { event: 'pull_request_target' },
      'started by pull_request_target',
    ],
    ['another workflow’s run', { event: 'workflow_run' }, 'started by workflow_run'],
  ])('refuses %s', (_, changes, problem) => {
    expect(runProblem({ ...RUN, ...changes }, EXPECTED)).toContain(problem);
  });

  test('takes the events that the policy names', () => {
    const scheduled = { ...RUN, event: 'schedule' };
    expect(runProblem(scheduled, { ...EXPECTED, events: ['schedule'] })).toBeUndefined();
    expect(runProblem(RUN, { ...EXPECTED, events: ['schedule'] })).toContain('started by push');
  });
});

describe('jobProblem (spec 1.10)', () => {
  const going = { ...RUN, status: 'in_progress', conclusion: null };
  const failed = { ...RUN, conclusion: 'failure' };
  const jobs = (...named: readonly (readonly [string, string | null])[]) => ({
    jobs: named.map(([name, conclusion]) => ({ name, conclusion })),
  });

  test('a run that succeeded needs no job', () => {
    expect(jobProblem(RUN, jobs())).toBeUndefined();
  });

  test('while it goes on, or after another job failed, the provenance job must have succeeded', () => {
    for (const run of [going, failed]) {
      expect(
        jobProblem(run, jobs(['provenance', 'success'], ['provenance-validate', null])),
      ).toBeUndefined();
      expect(jobProblem(run, jobs(['provenance / sign', 'success']))).toBeUndefined();
      expect(jobProblem(run, jobs(['build', 'success']), 'build')).toBeUndefined();
    }
  });

  test.each([
    ['failed', jobs(['provenance', 'failure']), 'the job provenance is failure'],
    ['has not finished', jobs(['provenance', null]), 'the job provenance is not finished'],
    ['was skipped', jobs(['provenance', 'skipped']), 'the job provenance is skipped'],
    [
      'failed for one of a matrix',
      jobs(['provenance (a)', 'success'], ['provenance (b)', 'failure']),
      'provenance (b) is failure',
    ],
    [
      'is not there',
      jobs(['provenance-validate', 'success'], ['reprovenance', 'success']),
      'has no job provenance',
    ],
  ])('refuses when the job %s', (_, list, problem) => {
    expect(jobProblem(going, list)).toContain(problem);
    expect(jobProblem(failed, list)).toContain(problem);
  });
});

const ARTIFACT: RunArtifact = {
  id: 7,
  name: 'release',
  size_in_bytes: 10,
  expired: false,
  expires_at: null,
  workflow_run: { id: 42, repository_id: 5, head_repository_id: 5, head_sha: SHA },
};

describe('artifactProblem (spec 1.10, T10)', () => {
  test('holds for an artifact of the run', () => {
    expect(artifactProblem(ARTIFACT, EXPECTED)).toBeUndefined();
  });

  test.each([
    ['of no run', null, 'of no run'],
    ['of another run', { ...ARTIFACT.workflow_run, id: 43 }, 'run is 43, expected 42'],
    [
      'of a fork’s run',
      { ...ARTIFACT.workflow_run, head_repository_id: 6 },
      'head repository is 6',
    ],
    ['of another repository', { ...ARTIFACT.workflow_run, repository_id: 6 }, 'repository is 6'],
    ['of another commit', { ...ARTIFACT.workflow_run, head_sha: 'd' }, 'commit is d'],
    ['of nobody knows what', {}, 'run is not stated'],
  ])('refuses one %s', (_, run, problem) => {
    expect(artifactProblem({ ...ARTIFACT, workflow_run: run }, EXPECTED)).toContain(problem);
  });
});

describe('chooseArtifact', () => {
  test('takes the one of the name that is still there', () => {
    const old = { ...ARTIFACT, id: 6, expired: true };
    const other = { ...ARTIFACT, id: 8, name: 'logs' };
    expect(chooseArtifact([old, ARTIFACT, other], 'release')).toEqual({ artifact: ARTIFACT });
  });

  test('names why there is none', () => {
    const twice = [ARTIFACT, { ...ARTIFACT, id: 8 }];
    const expired = [{ ...ARTIFACT, expired: true }];
    expect(chooseArtifact(twice, 'release')).toMatchObject({
      problem: expect.stringContaining('2 artifacts'),
      isExpired: false,
    });
    expect(chooseArtifact(expired, 'release')).toMatchObject({ isExpired: true });
    expect(chooseArtifact([], 'release')).toEqual({
      problem: 'the run has no artifact release',
      isExpired: false,
    });
  });
});
