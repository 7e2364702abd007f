import type { ActOutcome } from '../../act-outcome.ts';
import type { WorkflowRun, WorkflowRuns } from '../../github/schema.ts';
import { validateWorkflowRuns } from '../../github/validate.generated.ts';
import type { RollForward, StartedRun } from '../../github-effect.ts';
import { act, causeOf, orUnknown, undone } from './outcome.ts';
import { peelTag } from './peel-tag.ts';
import { type GithubRepository, mustExist, readList } from './read.ts';

/**
 * Makes the tag, and says which run its push started. A tag is never moved: one that names another commit is a conflict. Repeating
 * it is safe, since a tag is made once; the run may not show at first: look.
 *
 * A push by the `GITHUB_TOKEN` of a workflow starts no run (GitHub's rule against loops): use an app's token or a person's.
 */
export async function rollForward(
  repository: GithubRepository,
  effect: RollForward,
): Promise<ActOutcome<StartedRun>> {
  const { tag, commit } = effect;
  const answer = await act(repository, '/git/refs', { ref: `refs/tags/${tag}`, sha: commit });
  if (answer.kind === 'refused' && answer.status !== 422) {
    return { outcome: 'refused', cause: causeOf(answer.status), message: answer.message };
  }
  if (answer.kind !== 'answered' && answer.kind !== 'refused') return undone(answer);
  const found = await lookForRollForward(repository, effect);
  // 422 is a tag that there is, which may be ours, or a rule of the repository
  return found.outcome === 'absent' && answer.kind === 'refused'
    ? { outcome: 'refused', cause: 'conflict', message: answer.message }
    : found;
}

/** Whether the tag was made, and which run came of it; `unknown` until that shows. */
export function lookForRollForward(
  repository: GithubRepository,
  effect: RollForward,
): Promise<ActOutcome<StartedRun>> {
  return orUnknown(find(repository, effect));
}

async function find(
  repository: GithubRepository,
  { tag, commit, workflowPath }: RollForward,
): Promise<ActOutcome<StartedRun>> {
  const named = await peelTag(repository, tag);
  if (named === undefined) return { outcome: 'absent', message: `there is no tag ${tag}` };
  if (named !== commit) {
    const message = `the tag ${tag} names ${named} and not ${commit}; it is not moved`;
    return { outcome: 'refused', cause: 'conflict', message };
  }
  const runs = await readList<WorkflowRuns, WorkflowRun>(
    repository,
    '/actions/runs',
    { event: 'push', branch: tag, head_sha: commit },
    { validate: validateWorkflowRuns, items: ({ workflow_runs: page }) => page },
  );
  const run = mustExist(runs, 'list of runs').find(
    ({ path, head_branch: branch, head_sha: sha }) =>
      path.split('@')[0] === workflowPath && branch === tag && sha === commit,
  );
  if (run)
    return { outcome: 'confirmed', value: { runId: String(run.id), attempt: run.run_attempt } };
  return {
    outcome: 'unknown',
    message: `the tag ${tag} is there, and no run of ${workflowPath} yet`,
  };
}
