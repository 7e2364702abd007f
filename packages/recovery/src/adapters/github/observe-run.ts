import type { Artifacts, ContentFile, Jobs, WorkflowRun } from '../../github/schema.ts';
import {
  validateArtifacts,
  validateContentFile,
  validateJobs,
  validateWorkflowRun,
} from '../../github/validate.generated.ts';
import type { ObservedArtifact, ObservedJob, RunFacts } from '../../run-facts.ts';
import { type GithubRepository, mustExist, read, readList } from './read.ts';

/**
 * What is known of a run (S3.4 to S3.6). Reads only.
 * @param fixedRef the branch on which a fix of the workflow would be: `main`.
 * @throws RecoveryError, NOT_FOUND where there is no such run
 */
export async function observeRun(
  repository: GithubRepository,
  { runId, fixedRef }: { readonly runId: string; readonly fixedRef: string },
): Promise<RunFacts> {
  const id = { run_id: Number(runId) };
  const route = '/actions/runs/{run_id}';
  const run = mustExist(
    await read<WorkflowRun>(repository, route, id, validateWorkflowRun),
    `run ${runId} of ${repository.owner}/${repository.repo}`,
  );
  const [jobs, artifacts, isWorkflowChanged] = await Promise.all([
    readJobs(repository, run),
    readArtifacts(repository, run),
    isChanged(repository, run, fixedRef),
  ]);
  return {
    runId: String(run.id),
    attempt: run.run_attempt,
    status: run.status ?? 'unknown',
    conclusion: run.conclusion ?? undefined,
    createdAt: new Date(run.created_at).toISOString(),
    headSha: run.head_sha,
    headBranch: run.head_branch ?? undefined,
    event: run.event,
    workflowPath: fileOf(run.path),
    url: run.html_url,
    startedBy: startersOf(run),
    jobs,
    artifacts,
    isWorkflowChanged,
  };
}

/**
 * Ids of who started a run, and of who ran it again last: the variables of its jobs have but the first.
 * @throws RecoveryError; of a run that is not there: none
 */
export async function readStarters(
  repository: GithubRepository,
  runId: string,
): Promise<readonly string[]> {
  const id = { run_id: Number(runId) };
  const route = '/actions/runs/{run_id}';
  const run = await read<WorkflowRun>(repository, route, id, validateWorkflowRun);
  return run ? startersOf(run) : [];
}

function startersOf({ actor, triggering_actor: again }: WorkflowRun): readonly string[] {
  const accounts = [actor?.id, again?.id].filter((one) => one !== undefined);
  return [...new Set(accounts)].map(String);
}

async function readJobs(
  repository: GithubRepository,
  { id, run_attempt: attempt }: WorkflowRun,
): Promise<readonly ObservedJob[]> {
  const jobs = await readList<Jobs, Jobs['jobs'][number]>(
    repository,
    '/actions/runs/{run_id}/attempts/{attempt_number}/jobs',
    { run_id: id, attempt_number: attempt },
    { validate: validateJobs, items: (page) => page.jobs },
  );
  return mustExist(jobs, `attempt ${attempt} of run ${id}`).map(
    ({ name, status, conclusion, run_attempt }) => ({
      name,
      status,
      conclusion: conclusion ?? undefined,
      attempt: run_attempt,
    }),
  );
}

async function readArtifacts(
  repository: GithubRepository,
  { id }: WorkflowRun,
): Promise<readonly ObservedArtifact[]> {
  const artifacts = await readList<Artifacts, Artifacts['artifacts'][number]>(
    repository,
    '/actions/runs/{run_id}/artifacts',
    { run_id: id },
    { validate: validateArtifacts, items: (page) => page.artifacts },
  );
  const now = repository.clock.now();
  return mustExist(artifacts, `run ${id}`).map(
    ({ id: artifact, name, expired, expires_at: expiresAt }) => ({
      id: String(artifact),
      name,
      isExpired: expired || (expiresAt !== null && Date.parse(expiresAt) <= now),
      expiresAt: expiresAt === null ? undefined : new Date(expiresAt).toISOString(),
    }),
  );
}

/** By the ids that git gives the files' contents: exact, whatever lies between the two commits. */
async function isChanged(
  repository: GithubRepository,
  run: WorkflowRun,
  fixedRef: string,
): Promise<boolean | undefined> {
  const own = `${repository.owner}/${repository.repo}/`.toLowerCase();
  const called = (run.referenced_workflows ?? [])
    .map(({ path }) => path)
    .filter((path) => path.toLowerCase().startsWith(own))
    .map((path) => fileOf(path.slice(own.length)));
  const answers: (boolean | undefined)[] = [];
  for (const path of [...new Set([fileOf(run.path), ...called])].slice(0, MOST_FILES)) {
    const [before, after] = [
      await blobOf(repository, path, run.head_sha),
      await blobOf(repository, path, fixedRef),
    ];
    answers.push(before === undefined ? undefined : before !== after);
  }
  if (answers.includes(true)) return true;
  return answers.includes(undefined) || called.length >= MOST_FILES ? undefined : false;
}

/** As many workflows as one may call, nested ones included. https://docs.github.com/actions/reference/reusable-workflows-reference */
const MOST_FILES = 50;

async function blobOf(
  repository: GithubRepository,
  path: string,
  ref: string,
): Promise<string | undefined> {
  const route = '/contents/{path}';
  const file = await read<ContentFile>(repository, route, { path, ref }, validateContentFile);
  return file?.sha;
}

/** GitHub writes some paths with the ref: `.github/workflows/release.yml@refs/tags/v1`. */
function fileOf(path: string): string {
  return path.split('@')[0] ?? path;
}
