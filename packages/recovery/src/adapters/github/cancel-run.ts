import type { ActOutcome } from '../../act-outcome.ts';
import type { WorkflowRun } from '../../github/schema.ts';
import { validateWorkflowRun } from '../../github/validate.generated.ts';
import { act, causeOf, orUnknown, undone } from './outcome.ts';
import { type GithubRepository, read } from './read.ts';

/** Asks GitHub to cancel a run; a run that is over needs no cancelling. Repeating it is safe. */
export async function cancelRun(
  repository: GithubRepository,
  runId: string,
): Promise<ActOutcome<undefined>> {
  const answer = await act(repository, '/actions/runs/{run_id}/cancel', { run_id: Number(runId) });
  if (answer.kind === 'answered') return { outcome: 'confirmed', value: undefined };
  if (answer.kind !== 'refused') return undone(answer);
  const { status, message } = answer;
  if (status === 409) return lookForCancel(repository, runId);
  return { outcome: 'refused', cause: causeOf(status), message };
}

/** Whether the run is over, in whatever way. */
export function lookForCancel(
  repository: GithubRepository,
  runId: string,
): Promise<ActOutcome<undefined>> {
  return orUnknown(find(repository, runId));
}

async function find(repository: GithubRepository, runId: string): Promise<ActOutcome<undefined>> {
  const route = '/actions/runs/{run_id}';
  const run = await read<WorkflowRun>(
    repository,
    route,
    { run_id: Number(runId) },
    validateWorkflowRun,
  );
  if (!run) return { outcome: 'refused', cause: 'not_found', message: `there is no run ${runId}` };
  if (run.status === 'completed') return { outcome: 'confirmed', value: undefined };
  return { outcome: 'absent', message: `run ${runId} is ${run.status}` };
}
