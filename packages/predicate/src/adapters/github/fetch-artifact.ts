import { isHttpError } from '@provkit/http';
import { problemOf } from '../../evidence/problem-of.ts';
import type { SourceProblem } from '../../evidence/source.ts';
import type {
  ArtifactOutcome,
  FoundArtifact,
  MissingArtifact,
  RefusedArtifact,
  UndecidedArtifact,
} from '../../github/artifact-outcome.ts';
import type { ArtifactReference } from '../../github/artifact-reference.ts';
import { artifactProblem } from '../../github/choose-artifact.ts';
import { type ExpectedRun, jobProblem, runProblem } from '../../github/run-problem.ts';
import type { Jobs, RunArtifact, WorkflowRun } from '../../github/schema.ts';
import { sortFiles } from '../../github/sort-files.ts';
import {
  validateJobs,
  validateRunArtifact,
  validateWorkflowRun,
} from '../../github/validate.generated.ts';
import { askPages } from './ask-pages.ts';
import type { Github } from './create-github.ts';
import { MAYBE_LATER, withArchive } from './download-archive.ts';
import { completionOf } from './read-run-end.ts';

/** The artifact to fetch, and what must hold before it is. */
export interface ArtifactQuestion {
  readonly reference: ArtifactReference;
  /** The run that must have left it. Without `repositoryId` it is that of the client's repository. */
  readonly run: Omit<ExpectedRun, 'repositoryId'> & { readonly repositoryId?: number };
  /** The job that made the provenance. Default: `provenance`. */
  readonly job?: string;
  /** The digest that the archive must have, as the manifest says: `sha256:…`. */
  readonly archiveDigest?: string;
  readonly signal?: AbortSignal;
}

/** Pages of jobs that are read: a matrix has 256 at most. */
const MAX_JOB_PAGES = 10;

/**
 * Fetches a run's artifact (S1.2): first it is made sure that run and artifact are the expected ones, then the archive is
 * downloaded, compared with its digest, and read. 403 and 404 are asked three times and mean that it is missing; 410, or that it
 * has expired, is not asked again. Repeating it is harmless.
 * @throws the signal's reason; the file system's error
 */
export async function fetchArtifact(
  github: Github,
  question: ArtifactQuestion,
): Promise<ArtifactOutcome> {
  try {
    const expected = await expectedRun(github, question);
    if (expected.end) return expected.end;
    const run = await readRun(github, question, expected.value);
    if (run.end) return run.end;
    const artifact = await readArtifact(github, question, expected.value);
    if (artifact.end) return artifact.end;
    const { reference, signal } = question;
    const found = await withArchive(github, reference.artifactId, signal, (download) =>
      openArchive(download, artifact.value, question),
    );
    return found.kind === 'found' ? { ...found, ...completionOf(run.value) } : found;
  } catch (error) {
    return missing(error, question) ?? undecided(problemOf(error));
  }
}

/** A step's result, or with what all ends; never told apart by members that GitHub's answer could have. */
type Step<T> =
  | { readonly value: T; readonly end?: never }
  | { readonly end: ArtifactOutcome; readonly value?: never };

async function expectedRun(
  github: Github,
  { run, reference, signal }: ArtifactQuestion,
): Promise<Step<ExpectedRun>> {
  if (reference.runId !== undefined && reference.runId !== run.id) {
    return { end: refused(`the artifact's URL names run ${reference.runId}, expected ${run.id}`) };
  }
  const { value, status } = await github.readRepository(signal);
  const { owner, name } = github.repository;
  if (!value) {
    const message = `${owner}/${name} cannot be read with this token (status ${status}): it needs contents: read and actions: read`;
    return { end: undecided({ reason: 'not_permitted', message }) };
  }
  return { value: { ...run, repositoryId: run.repositoryId ?? value.id } };
}

async function readRun(
  github: Github,
  { job, signal }: ArtifactQuestion,
  expected: ExpectedRun,
): Promise<Step<WorkflowRun>> {
  const path = `/actions/runs/${expected.id}/attempts/${expected.attempt}`;
  const options = { retryStatuses: MAYBE_LATER, signal };
  const { value: run } = await github.ask<WorkflowRun>(path, validateWorkflowRun, options);
  const problem = run ? runProblem(run, expected) : 'the run is not there';
  if (!run || problem !== undefined) return { end: refused(problem ?? '') };
  if (run.conclusion === 'success') return { value: run };
  const jobs = await askPages(github, `${path}/jobs?per_page=100`, {
    validate: validateJobs,
    itemsOf: (page: Jobs) => page.jobs,
    maxPages: MAX_JOB_PAGES,
    what: 'jobs of a run',
    signal,
  });
  const unfinished = jobProblem(run, { jobs }, job);
  return unfinished === undefined ? { value: run } : { end: refused(unfinished) };
}

async function readArtifact(
  github: Github,
  { reference: { artifactId }, signal }: ArtifactQuestion,
  expected: ExpectedRun,
): Promise<Step<RunArtifact>> {
  const options = { retryStatuses: MAYBE_LATER, signal };
  const path = `/actions/artifacts/${artifactId}`;
  const { value } = await github.ask<RunArtifact>(path, validateRunArtifact, options);
  if (!value) return { end: refused('the artifact is not there') };
  const problem = artifactProblem(value, expected);
  if (problem !== undefined) return { end: refused(problem) };
  if (!value.expired) return { value };
  const { name, expires_at: expiresAt } = value;
  const message = `the artifact ${name} has expired (${expiresAt ?? 'GitHub does not say when'}): it must be built or fetched by hand again`;
  const reason = 'artifact_retention_missing';
  const since = expiresAt === null ? {} : { expiresAt };
  return { end: { kind: 'missing', reason, message, artifactId, ...since } };
}

async function openArchive(
  { path, sha256 }: { readonly path: string; readonly sha256: string },
  artifact: RunArtifact,
  { archiveDigest }: ArtifactQuestion,
): Promise<FoundArtifact | RefusedArtifact | UndecidedArtifact> {
  const digest = `sha256:${sha256}`;
  if (archiveDigest !== undefined && archiveDigest !== digest) {
    const message = `the archive is ${digest}, and the manifest says ${archiveDigest}`;
    return { kind: 'refused', reason: 'subject_mismatch', message };
  }
  if (artifact.digest && artifact.digest !== digest) {
    const message = `the archive is ${digest}, and GitHub says ${artifact.digest}: it was damaged on the way`;
    return { kind: 'undecided', reason: 'upstream_unavailable', message };
  }
  const { readArchive } = await import('../archive/read-archive.ts'); // 20 ms that only an archive costs
  const archive = await readArchive(path);
  if ('problem' in archive) {
    const message = `the archive ${artifact.name} is not unpacked: ${archive.problem}`;
    return { kind: 'refused', reason: 'policy_violation', message };
  }
  const { artifacts: files, attestations } = sortFiles(archive.files);
  if (files.length === 0) {
    const message = `the archive ${artifact.name} holds no file that could be released`;
    return { kind: 'refused', reason: 'subject_mismatch', message };
  }
  return { kind: 'found', files, attestations, archiveSha256: sha256 };
}

/** 403, 404 and 410 are GitHub's word about the artifact; everything else is none. */
function missing(
  error: unknown,
  { reference: { artifactId } }: ArtifactQuestion,
): MissingArtifact | undefined {
  if (!isHttpError(error) || error.code !== 'STATUS' || error.status === undefined)
    return undefined;
  const { status, message } = error;
  const found = { kind: 'missing', message, artifactId, status } as const;
  if (status === 410) return { ...found, reason: 'artifact_retention_missing' };
  return MAYBE_LATER.includes(status) ? { ...found, reason: 'artifact_missing' } : undefined;
}

function refused(message: string): RefusedArtifact {
  return { kind: 'refused', reason: 'run_mismatch', message };
}

function undecided({ reason, message }: SourceProblem): UndecidedArtifact {
  const isLimited = reason === 'rate_limited';
  return {
    kind: 'undecided',
    reason: isLimited ? 'rate_limited' : 'upstream_unavailable',
    message,
  };
}
