import { refusal } from './answers.ts';
import type {
  FakeJob,
  FakeProject,
  FakeRunArtifact,
  FakeRunAttempt,
  FakeWorkflowRun,
} from './project.ts';
import { contract, guard, pageOf, pageOfList, ROOT, timeOf, userBody } from './project-guard.ts';
import type { GithubRequest, GithubRoutes } from './server.ts';

/** Reading runs, their attempts, jobs and artifacts. */
export function runRoutes(project: FakeProject, apiUrl: string): GithubRoutes {
  const run = `${ROOT}/actions/runs/{run}`;
  const list = (request: GithubRequest, runs: readonly FakeWorkflowRun[]) =>
    pageOfList(
      request,
      apiUrl,
      runs
        .filter((one) => isWanted(project, one, request.query))
        .map((one) => runJson(project, one)),
      (page) => ({ total_count: runs.length, workflow_runs: page }),
    );
  return {
    [`GET ${run}`]: guard(project, 'actions: read', ({ params }) => {
      const found = findRun(project, params.run);
      return found ? { status: 200, json: runJson(project, found) } : refusal(404, 'Not Found');
    }),
    [`GET ${run}/attempts/{attempt}`]: guard(project, 'actions: read', ({ params }) => {
      const found = findRun(project, params.run);
      const attempt = found?.attempts.find(({ number }) => String(number) === params.attempt);
      if (!found || !attempt) return refusal(404, 'Not Found');
      return { status: 200, json: runJson(project, found, attempt) };
    }),
    [`GET ${run}/attempts/{attempt}/jobs`]: guard(project, 'actions: read', (request) => {
      const found = findRun(project, request.params.run);
      const attempt = found?.attempts.find(
        ({ number }) => String(number) === request.params.attempt,
      );
      if (!found || !attempt) return refusal(404, 'Not Found');
      const jobs = attempt.jobs.map((job) => jobJson(found, job));
      return pageOfList(request, apiUrl, jobs, (page) => ({
        total_count: jobs.length,
        jobs: page,
      }));
    }),
    [`GET ${run}/artifacts`]: guard(project, 'actions: read', (request) => {
      const name = request.query.get('name');
      const artifacts = project.artifacts
        .filter(
          (one) => String(one.runId) === request.params.run && (name === null || one.name === name),
        )
        .map((one) => artifactJson(project, one));
      return pageOfList(request, apiUrl, artifacts, (page) => ({
        total_count: artifacts.length,
        artifacts: page,
      }));
    }),
    [`GET ${ROOT}/actions/runs`]: guard(project, 'actions: read', (request) =>
      list(request, project.runs.toReversed()),
    ),
    [`GET ${ROOT}/actions/workflows/{workflow}/runs`]: guard(
      project,
      'actions: read',
      (request) => {
        const workflow = findWorkflow(project, request.params.workflow);
        if (!workflow) return refusal(404, 'Not Found');
        return list(
          request,
          project.runs.filter(({ path }) => path === workflow.path).toReversed(),
        );
      },
    ),
  };
}

/** The run of that id. */
export function findRun(project: FakeProject, id: string | undefined): FakeWorkflowRun | undefined {
  return project.runs.find((run) => String(run.id) === id);
}

/** The workflow of that id or file name. */
export function findWorkflow({ workflows }: FakeProject, name = '') {
  return workflows.find(({ id, path }) => String(id) === name || path.split('/').at(-1) === name);
}

/** The attempt that counts. */
export function lastAttempt({ attempts }: FakeWorkflowRun): FakeRunAttempt {
  const last = attempts.at(-1);
  if (!last) throw new Error('a run has an attempt');
  return last;
}

/** Adds a run with one attempt, finished with `conclusion` where it is named. */
export function startRun(
  project: FakeProject,
  run: Partial<Omit<FakeWorkflowRun, 'attempts'>> & {
    readonly headSha: string;
    readonly jobs?: Readonly<Record<string, string>>;
    readonly conclusion?: string;
  },
): FakeWorkflowRun {
  const { jobs = { build: 'success', provenance: 'success' }, conclusion, ...members } = run;
  const id = members.id ?? 9000 + project.runs.length;
  const createdAt = members.createdAt ?? project.now();
  const isDone = conclusion !== undefined;
  const made: FakeWorkflowRun = {
    path: '.github/workflows/release.yml',
    event: 'push',
    headBranch: 'v1.2.3',
    displayTitle: 'Release',
    actorId: 2,
    ...members,
    id,
    createdAt,
    attempts: [
      {
        number: 1,
        startedAt: createdAt,
        updatedAt: createdAt,
        triggeredBy: members.actorId ?? 2,
        status: isDone ? 'completed' : 'queued',
        conclusion: conclusion ?? null,
        jobs: Object.entries(jobs).map(([name, result], index) => ({
          id: id * 1000 + index,
          name,
          attempt: 1,
          status: isDone ? 'completed' : 'queued',
          conclusion: isDone ? result : null,
        })),
      },
    ],
  };
  project.runs.push(made);
  return made;
}

/** Lets the current attempt end, with what its unfinished jobs come to. */
export function finishRun(project: FakeProject, run: FakeWorkflowRun, conclusion: string): void {
  const attempt = lastAttempt(run);
  for (const job of attempt.jobs.filter(({ status }) => status !== 'completed')) {
    job.status = 'completed';
    job.conclusion = conclusion;
  }
  attempt.status = 'completed';
  attempt.conclusion = conclusion;
  attempt.updatedAt = project.now();
}

function isWanted(project: FakeProject, run: FakeWorkflowRun, query: URLSearchParams): boolean {
  const asked = (name: string, value: string) => (query.get(name) ?? value) === value;
  const since = /^>=(.+)$/.exec(query.get('created') ?? '')?.[1];
  return (
    asked('event', run.event) &&
    asked('head_sha', run.headSha) &&
    asked('branch', run.headBranch) &&
    asked('actor', project.users.get(run.actorId)?.login ?? '') &&
    (since === undefined || run.createdAt >= Date.parse(since))
  );
}

function runJson(project: FakeProject, run: FakeWorkflowRun, attempt = lastAttempt(run)) {
  const sample = contract.sampleOf('workflow-run') as Readonly<Record<string, object>>;
  return {
    ...sample,
    id: run.id,
    workflow_id: project.workflows.find(({ path }) => path === run.path)?.id ?? 1,
    run_attempt: attempt.number,
    head_sha: run.headSha,
    head_branch: run.headBranch,
    path: run.path,
    display_title: run.displayTitle,
    event: run.event,
    status: attempt.status,
    conclusion: attempt.conclusion,
    created_at: timeOf(run.createdAt),
    run_started_at: timeOf(attempt.startedAt),
    updated_at: timeOf(attempt.updatedAt),
    html_url: pageOf(project, `actions/runs/${run.id}`),
    actor: userBody(project, run.actorId),
    triggering_actor: userBody(project, attempt.triggeredBy),
    referenced_workflows: run.referencedWorkflows ?? [],
    repository: { ...sample.repository, id: project.id },
    head_repository: { ...sample.head_repository, id: project.id },
  };
}

function jobJson(run: FakeWorkflowRun, { id, name, status, conclusion, attempt }: FakeJob) {
  return {
    ...(contract.sampleOf('job') as object),
    id,
    run_id: run.id,
    run_attempt: attempt,
    head_sha: run.headSha,
    name,
    status,
    conclusion,
  };
}

function artifactJson(project: FakeProject, artifact: FakeRunArtifact) {
  const { id, name, runId, createdAt, expiresAt } = artifact;
  return {
    ...(contract.sampleOf('artifact') as object),
    id,
    name,
    expired: expiresAt <= project.now(),
    created_at: timeOf(createdAt),
    expires_at: timeOf(expiresAt),
    workflow_run: {
      id: runId,
      repository_id: project.id,
      head_repository_id: project.id,
      head_branch: 'v1.2.3',
      head_sha: project.runs.find((run) => run.id === runId)?.headSha ?? '',
    },
  };
}
