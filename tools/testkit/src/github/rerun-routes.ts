import { refusal } from './answers.ts';
import type { FakeJob, FakeProject, FakeRunAttempt, FakeUser, FakeWorkflowRun } from './project.ts';
import { guard, pageOf, ROOT } from './project-guard.ts';
import { findRun, findWorkflow, lastAttempt, startRun } from './run-routes.ts';
import type { GithubAnswer, GithubRequest, GithubRoutes } from './server.ts';

/** Reruns are possible so long after the run began, and so often. https://docs.github.com/actions/how-tos/manage-workflow-runs/re-run-workflows-and-jobs */
const MOST_DAYS = 30;
const MOST_RERUNS = 50;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Rerunning, dispatching and cancelling runs. */
export function rerunRoutes(project: FakeProject, apiUrl: string): GithubRoutes {
  const run = `${ROOT}/actions/runs/{run}`;
  const write = (route: Parameters<typeof guard>[2]) => guard(project, 'actions: write', route);
  return {
    [`POST ${run}/rerun`]: write(({ params }, asker) =>
      rerun(project, findRun(project, params.run), asker, () => true),
    ),
    [`POST ${run}/rerun-failed-jobs`]: write(({ params }, asker) => {
      const found = findRun(project, params.run);
      const isFailed = ({ conclusion }: FakeJob) =>
        conclusion !== 'success' && conclusion !== 'skipped';
      if (
        found &&
        !lastAttempt(found).jobs.some(isFailed) &&
        lastAttempt(found).status === 'completed'
      ) {
        return refusal(403, 'This workflow run cannot be retried');
      }
      return rerun(project, found, asker, isFailed);
    }),
    [`POST ${run}/cancel`]: write(({ params }) => cancel(project, findRun(project, params.run))),
    [`POST ${ROOT}/actions/workflows/{workflow}/dispatches`]: write((request, asker) =>
      dispatch(project, apiUrl, request, asker),
    ),
  };
}

/** The words of the refusals are those that people reported: cli/cli#9989, cli/cli#9221, metabase/metabase#70916. */
function rerun(
  project: FakeProject,
  run: FakeWorkflowRun | undefined,
  asker: FakeUser,
  isRepeated: (job: FakeJob) => boolean,
): GithubAnswer {
  if (!run) return refusal(404, 'Not Found');
  const last = lastAttempt(run);
  if (last.status !== 'completed') return refusal(403, 'This workflow is already running');
  if (project.now() - run.createdAt > MOST_DAYS * DAY_MS) {
    return refusal(
      403,
      'Unable to retry this workflow run because it was created over a month ago',
    );
  }
  const isDisabled = project.workflows.some(
    ({ path, state }) => path === run.path && state !== 'active',
  );
  if (isDisabled) return refusal(403, 'This workflow run cannot be rerun');
  if (last.number <= MOST_RERUNS) {
    run.attempts.push(nextAttempt(project, last, asker, isRepeated));
    return { status: 201, json: {} };
  }
  if (project.beyondLimit === 'refused') return refusal(403, 'This workflow run cannot be retried');
  run.attempts.push({
    ...nextAttempt(project, last, asker, isRepeated),
    status: 'completed',
    conclusion: 'failure',
    jobs: [],
  });
  return { status: 201, json: {} };
}

/** Jobs that are not repeated stay as they were, with the attempt in which they ran. */
function nextAttempt(
  project: FakeProject,
  last: FakeRunAttempt,
  asker: FakeUser,
  isRepeated: (job: FakeJob) => boolean,
): FakeRunAttempt {
  const number = last.number + 1;
  return {
    number,
    startedAt: project.now(),
    updatedAt: project.now(),
    triggeredBy: asker.id,
    status: 'queued',
    conclusion: null,
    jobs: last.jobs.map((job) =>
      isRepeated(job)
        ? { ...job, id: job.id + 1_000_000, attempt: number, status: 'queued', conclusion: null }
        : { ...job },
    ),
  };
}

function cancel(project: FakeProject, run: FakeWorkflowRun | undefined): GithubAnswer {
  if (!run) return refusal(404, 'Not Found');
  const attempt = lastAttempt(run);
  if (attempt.status === 'completed') {
    return refusal(409, 'Cannot cancel a workflow run that is completed.');
  }
  attempt.status = 'completed';
  attempt.conclusion = 'cancelled';
  attempt.updatedAt = project.now();
  return { status: 202, json: {} };
}

interface DispatchBody {
  readonly ref: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly return_run_details?: boolean;
}

/** A ref may be given in full or by its name alone; a tag's workflow must have the trigger at that tag. */
function dispatch(
  project: FakeProject,
  apiUrl: string,
  { params, body }: GithubRequest,
  asker: FakeUser,
): GithubAnswer {
  const { ref, inputs = {}, return_run_details: wantsDetails } = JSON.parse(body) as DispatchBody;
  const workflow = findWorkflow(project, params.workflow);
  if (!workflow) return refusal(404, 'Not Found');
  if (wantsDetails !== undefined && !project.returnsRunDetails) {
    // GitHub Enterprise Server 3.19: benc-uk/workflow-dispatch#86
    return refusal(422, 'Invalid request.\n\n"return_run_details" is not a permitted key.');
  }
  if (workflow.inputs === undefined) {
    return refusal(422, "Workflow does not have 'workflow_dispatch' trigger");
  }
  if (workflow.state !== 'active') {
    return refusal(422, "Cannot trigger a 'workflow_dispatch' on a disabled workflow");
  }
  const full = [ref, `refs/heads/${ref}`, `refs/tags/${ref}`].find((one) => project.refs.has(one));
  if (full === undefined) return refusal(422, `No ref found for: ${ref}`);
  const surplus = Object.keys(inputs).filter((name) => !workflow.inputs?.includes(name));
  if (surplus.length > 0) {
    return refusal(422, `Unexpected inputs provided: ${JSON.stringify(surplus)}`);
  }
  const target = project.refs.get(full) ?? '';
  const run = startRun(project, {
    path: workflow.path,
    event: 'workflow_dispatch',
    headSha: project.tagObjects.get(target)?.sha ?? target,
    headBranch: full.replace(/^refs\/(?:heads|tags)\//, ''),
    displayTitle: ['Release', inputs[workflow.runNameInput ?? '']].join(' ').trim(),
    actorId: asker.id,
  });
  if (!wantsDetails) return { status: 204 };
  return {
    status: 200,
    json: {
      workflow_run_id: run.id,
      run_url: `${apiUrl}/repos/${project.owner}/${project.name}/actions/runs/${run.id}`,
      html_url: pageOf(project, `actions/runs/${run.id}`),
    },
  };
}
