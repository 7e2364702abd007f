import type { ActOutcome, RefusalCause } from '../../act-outcome.ts';
import type { WorkflowRun } from '../../github/schema.ts';
import { validateWorkflowRun } from '../../github/validate.generated.ts';
import type { Rerun, StartedRun } from '../../github-effect.ts';
import { act, causeOf, orUnknown, undone } from './outcome.ts';
import { type GithubRepository, read } from './read.ts';

/** GitHub reruns a run for so long after it began, and so often. https://docs.github.com/actions/how-tos/manage-workflow-runs/re-run-workflows-and-jobs */
const MAX_AGE_MS = 30 * 24 * 60 * 60 * 1000;
const MAX_RERUNS = 50;
/** How long a rerun that was taken may not show yet. */
const SETTLE_MS = 60_000;

/**
 * Reruns a run, once. It looks first: a run that is under way, or that somebody reran meanwhile, is not rerun.
 * Repeating it is not safe after `unknown`: look.
 */
export async function rerun(
  repository: GithubRepository,
  effect: Rerun,
): Promise<ActOutcome<StartedRun>> {
  const { runId, attempt, mechanism } = effect;
  const before = await orUnknown(readRun(repository, runId));
  // nothing was sent that could have done anything
  if (before.outcome === 'unknown') return { ...before, outcome: 'absent' };
  if (before.outcome !== 'confirmed') return before;
  const { run_attempt: current, status: state } = before.value;
  if (current !== attempt || state !== 'completed') {
    const now = `attempt ${current} is ${state}`;
    return refused('running', `run ${runId} was to be rerun after attempt ${attempt}, and ${now}`);
  }
  const route = mechanism === 'rerun-all' ? 'rerun' : 'rerun-failed-jobs';
  const answer = await act(repository, `/actions/runs/{run_id}/${route}`, {
    run_id: Number(runId),
  });
  if (answer.kind === 'answered') return confirmed(runId, attempt + 1);
  if (answer.kind !== 'refused') return undone(answer);
  const { status, message } = answer;
  return refused(
    status === 403 ? await causeOfRefusal(repository, effect) : causeOf(status),
    message,
  );
}

/**
 * Whether a rerun was taken: the run has a later attempt. One that somebody else asked for is as good: there must not be two.
 * @param intendedAt ISO 8601, UTC: when it was decided to act. An attempt may take a while to show.
 */
export async function lookForRerun(
  repository: GithubRepository,
  { runId, attempt }: Rerun,
  intendedAt: string,
): Promise<ActOutcome<StartedRun>> {
  const found = await orUnknown(readRun(repository, runId));
  if (found.outcome !== 'confirmed') return found;
  const run = found.value;
  if (run.run_attempt > attempt) return confirmed(runId, attempt + 1);
  const isSettled = repository.clock.now() - Date.parse(intendedAt) >= SETTLE_MS;
  const message = `run ${runId} is at attempt ${run.run_attempt}, ${run.status}`;
  return { outcome: isSettled && run.status === 'completed' ? 'absent' : 'unknown', message };
}

/**
 * GitHub says all of its reasons with 403 and words that it does not document; what it must have meant is seen in the run. What
 * nothing explains is a missing permission.
 */
async function causeOfRefusal(
  repository: GithubRepository,
  { runId }: Rerun,
): Promise<RefusalCause> {
  const found = await orUnknown(readRun(repository, runId));
  if (found.outcome !== 'confirmed') return 'forbidden';
  const run = found.value;
  if (run.status !== 'completed') return 'running';
  if (repository.clock.now() - Date.parse(run.created_at) > MAX_AGE_MS) return 'too_old';
  return run.run_attempt > MAX_RERUNS ? 'limit' : 'forbidden';
}

async function readRun(
  repository: GithubRepository,
  runId: string,
): Promise<ActOutcome<WorkflowRun>> {
  const route = '/actions/runs/{run_id}';
  const run = await read<WorkflowRun>(
    repository,
    route,
    { run_id: Number(runId) },
    validateWorkflowRun,
  );
  if (run) return { outcome: 'confirmed', value: run };
  return refused('not_found', `there is no run ${runId}, or the token may not see it`);
}

function confirmed(runId: string, attempt: number): ActOutcome<StartedRun> {
  return { outcome: 'confirmed', value: { runId, attempt } };
}

function refused(cause: RefusalCause, message: string): ActOutcome<never> {
  return { outcome: 'refused', cause, message };
}
