import type { ActOutcome } from '../../act-outcome.ts';
import type { DispatchDetails, WorkflowRun, WorkflowRuns } from '../../github/schema.ts';
import { validateDispatchDetails, validateWorkflowRuns } from '../../github/validate.generated.ts';
import type { Dispatch, StartedRun } from '../../github-effect.ts';
import { act, causeOf, orUnknown, undone } from './outcome.ts';
import { peelTag } from './peel-tag.ts';
import { type GithubRepository, readList } from './read.ts';

/** How far GitHub's clock may be from ours. */
const SKEW_MS = 30_000;
/** How long a run that was dispatched may not be in the list yet. */
const SETTLE_MS = 5 * 60_000;

/**
 * Starts a workflow, once, and says which run that is. A server that refuses to be asked for the run is asked without, which is safe:
 * a 422 is said before anything is done. Repeating it is not safe after `unknown`: look.
 */
export async function dispatch(
  repository: GithubRepository,
  effect: Dispatch,
  intendedAt: string,
): Promise<ActOutcome<StartedRun>> {
  const moved = await movedTag(repository, effect);
  if (moved) return moved;
  const first = await send(repository, effect, true);
  const answer =
    first.kind === 'refused' && first.status === 422
      ? await send(repository, effect, false)
      : first;
  if (answer.kind === 'refused') {
    // no such ref, trigger or input: this way is not there
    const cause = answer.status === 422 ? 'not_found' : causeOf(answer.status);
    return { outcome: 'refused', cause, message: answer.message };
  }
  if (answer.kind !== 'answered') return undone(answer);
  const runId = runIdIn(answer.data);
  if (runId !== undefined) return { outcome: 'confirmed', value: { runId, attempt: 1 } };
  const found = await lookForDispatch(repository, effect, intendedAt);
  return found.outcome === 'absent' ? { ...found, outcome: 'unknown' } : found;
}

/**
 * Which run a dispatch started: of that workflow and commit, since it was intended, with our mark in its title. Several without
 * a mark are `unknown`: which one is ours cannot be told.
 * @param intendedAt ISO 8601, UTC.
 */
export function lookForDispatch(
  repository: GithubRepository,
  effect: Dispatch,
  intendedAt: string,
): Promise<ActOutcome<StartedRun>> {
  return orUnknown(find(repository, effect, intendedAt));
}

async function find(
  repository: GithubRepository,
  { workflow, headSha, correlation }: Dispatch,
  intendedAt: string,
): Promise<ActOutcome<StartedRun>> {
  const since = new Date(Date.parse(intendedAt) - SKEW_MS).toISOString().slice(0, 19);
  const runs = await readList<WorkflowRuns, WorkflowRun>(
    repository,
    '/actions/workflows/{workflow_id}/runs',
    {
      workflow_id: workflow,
      event: 'workflow_dispatch',
      head_sha: headSha,
      created: `>=${since}Z`,
    },
    { validate: validateWorkflowRuns, items: ({ workflow_runs: page }) => page },
  );
  if (!runs)
    return { outcome: 'refused', cause: 'not_found', message: `there is no workflow ${workflow}` };
  const ours = runs.filter((run) => isOurs(run, headSha, correlation?.value));
  const [run, ...others] = ours;
  if (run && others.length === 0) {
    return { outcome: 'confirmed', value: { runId: String(run.id), attempt: run.run_attempt } };
  }
  if (run) {
    const ids = ours.map(({ id }) => id).join(', ');
    return {
      outcome: 'unknown',
      message: `the runs ${ids} may be ours: a correlation input would tell`,
    };
  }
  const isSettled = repository.clock.now() - Date.parse(intendedAt) >= SETTLE_MS;
  const message = `no run of ${workflow} for ${headSha} since ${intendedAt}`;
  return { outcome: isSettled ? 'absent' : 'unknown', message };
}

function isOurs(run: WorkflowRun, headSha: string, mark: string | undefined): boolean {
  const isThere = run.head_sha === headSha && run.event === 'workflow_dispatch';
  return isThere && (mark === undefined || run.display_title.split(/\s/).includes(mark));
}

function send(repository: GithubRepository, effect: Dispatch, wantsDetails: boolean) {
  const { workflow, ref, inputs, correlation } = effect;
  const marked = correlation ? { ...inputs, [correlation.input]: correlation.value } : inputs;
  return act(repository, '/actions/workflows/{workflow_id}/dispatches', {
    workflow_id: workflow,
    ref,
    inputs: marked,
    ...(wantsDetails && { return_run_details: true }),
  });
}

/** T4: a tag that was moved since it was approved would be released as if it had been. Nothing was sent yet. */
async function movedTag(
  repository: GithubRepository,
  { ref, headSha }: Dispatch,
): Promise<ActOutcome<never> | undefined> {
  const [, tag] = /^refs\/tags\/(.+)$/.exec(ref) ?? [];
  if (tag === undefined) return undefined;
  const peeled = await orUnknown(confirmPeeled(repository, tag));
  if (peeled.outcome === 'unknown') return { ...peeled, outcome: 'absent' };
  if (peeled.outcome !== 'confirmed') return peeled;
  if (peeled.value === headSha) return undefined;
  const message = `the tag ${tag} names ${peeled.value ?? 'nothing'}, and ${headSha} was to be released`;
  return {
    outcome: 'refused',
    cause: peeled.value === undefined ? 'not_found' : 'conflict',
    message,
  };
}

async function confirmPeeled(
  repository: GithubRepository,
  tag: string,
): Promise<ActOutcome<string | undefined>> {
  return { outcome: 'confirmed', value: await peelTag(repository, tag) };
}

/** 204 has no body, and an answer of another form started a run all the same. */
function runIdIn(data: unknown): string | undefined {
  if (!validateDispatchDetails(data)) return undefined;
  return String((data as DispatchDetails).workflow_run_id);
}
