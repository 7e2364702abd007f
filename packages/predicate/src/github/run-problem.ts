import type { Jobs, WorkflowRun } from './schema.ts';

/** Events that may build a release, unless stated (spec.md 1.3, check 19). */
export const RELEASE_EVENTS: readonly string[] = ['push', 'release', 'create', 'workflow_dispatch'];

/** The job that makes the provenance, unless stated (S2.1). */
export const PROVENANCE_JOB = 'provenance';

/** The run that must have left an artifact (spec.md 1.10). */
export interface ExpectedRun {
  /** Decimal digits. */
  readonly id: string;
  readonly attempt: number;
  /** Numeric id of the repository. */
  readonly repositoryId: number;
  /** The release's commit. */
  readonly commit: string;
  /** Paths of workflows, any of them; absent: the policy's signer is in another repository, and any of this one may call it. */
  readonly workflows?: readonly string[];
  /** Default: `RELEASE_EVENTS`. */
  readonly events?: readonly string[];
}

/**
 * Why a run is not the one that built the release, or `undefined`: a fork's pull request may have a run with an artifact of
 * the same name (T10). Pure.
 */
export function runProblem(run: WorkflowRun, expected: ExpectedRun): string | undefined {
  const { workflows, events = RELEASE_EVENTS } = expected;
  const compared: readonly (readonly [what: string, actual: unknown, expected: unknown])[] = [
    ['id', run.id, expected.id],
    ['attempt', run.run_attempt, expected.attempt],
    ['repository', run.repository.id, expected.repositoryId],
    ['head repository', run.head_repository?.id ?? 'deleted', expected.repositoryId],
    ['commit', run.head_sha, expected.commit],
  ];
  const different = compared.find(([, actual, wanted]) => String(actual) !== String(wanted));
  if (different) {
    const [what, actual, wanted] = different;
    return `the run's ${what} is ${String(actual)}, expected ${String(wanted)}`;
  }
  if (workflows && !workflows.includes(pathOf(run))) {
    return `the run's workflow is ${run.path}, expected ${workflows.join(' or ')}`;
  }
  return events.includes(run.event)
    ? undefined
    : `the run was started by ${run.event}, and only ${events.join(', ')} may release`;
}

/** GitHub writes some paths with the ref: `.github/workflows/release.yml@main`. */
function pathOf({ path }: WorkflowRun): string {
  return /^[^@]+\.ya?ml(?=@|$)/.exec(path)?.[0] ?? path;
}

/**
 * Why the provenance job of a run cannot have left what is looked for, or `undefined`: the run succeeded, or the job did while
 * the run goes on, as it does for a job that validates. Pure.
 * @param jobs of the attempt, all of them.
 * @param name of the job; jobs of a matrix or of a reusable workflow have it before ` (` or ` / `.
 */
export function jobProblem(
  run: WorkflowRun,
  { jobs }: { readonly jobs: Readonly<Jobs['jobs']> },
  name = PROVENANCE_JOB,
): string | undefined {
  if (run.conclusion === 'success') return undefined;
  const named = jobs.filter((job) => isJob(job.name, name));
  if (named.length === 0) {
    return `the run has not succeeded (${run.conclusion ?? run.status ?? 'unknown'}), and has no job ${name}`;
  }
  const other = named.find(({ conclusion }) => conclusion !== 'success');
  return other && `the job ${other.name} is ${other.conclusion ?? 'not finished'}, not success`;
}

function isJob(actual: string, name: string): boolean {
  return actual === name || actual.startsWith(`${name} / `) || actual.startsWith(`${name} (`);
}
