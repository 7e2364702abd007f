import { createHash } from 'node:crypto';
import { githubContract } from './contract.ts';
import type { FakeArtifact, FakeAttestation, FakeRepository, FakeRun } from './repository.ts';
import type { GithubAnswer } from './server.ts';

const contract = githubContract();

export function ok(operationId: string, members: Readonly<Record<string, unknown>>): GithubAnswer {
  return { status: 200, json: { ...contract.sample(operationId), ...members } };
}

export function refusal(status: number, message: string): GithubAnswer {
  const documentation_url = 'https://docs.github.com/rest';
  return { status, json: { message, documentation_url, status: String(status) } };
}

export function notFound(): GithubAnswer {
  return refusal(404, 'Not Found');
}

export function repositoryBody({ id, owner, name, ownerType, isPublic }: FakeRepository) {
  const sample = contract.sample('repos/get');
  return {
    id,
    name,
    full_name: `${owner}/${name}`,
    private: !isPublic,
    owner: { ...(sample.owner as object), login: owner, type: ownerType },
  };
}

export function runBody(repository: FakeRepository, run: FakeRun) {
  const sample = contract.sample('actions/get-workflow-run-attempt');
  return {
    id: run.id,
    run_attempt: run.attempt ?? 1,
    head_sha: run.headSha,
    path: run.path ?? '.github/workflows/release.yml',
    event: run.event ?? 'push',
    status: run.status ?? 'completed',
    conclusion: run.conclusion === undefined ? 'success' : run.conclusion,
    updated_at: run.updatedAt ?? '2026-01-31T11:00:00Z',
    repository: { ...(sample.repository as object), id: repository.id },
    head_repository: {
      ...(sample.head_repository as object),
      id: run.headRepositoryId ?? repository.id,
    },
  };
}

export function jobBody({
  name,
  conclusion,
}: {
  readonly name: string;
  readonly conclusion: string | null;
}) {
  return {
    ...(contract.sampleOf('job') as object),
    name,
    conclusion,
    status: conclusion === null ? 'in_progress' : 'completed',
  };
}

export function artifactBody(repository: FakeRepository, artifact: FakeArtifact) {
  const { archive, digest = `sha256:${createHash('sha256').update(archive).digest('hex')}` } =
    artifact;
  return {
    ...contract.sample('actions/get-artifact'),
    id: artifact.id,
    name: artifact.name,
    size_in_bytes: archive.byteLength,
    expired: artifact.isExpired ?? false,
    created_at: '2026-01-31T11:00:00Z',
    expires_at: '2026-05-01T11:00:00Z',
    digest,
    workflow_run: {
      id: artifact.runId,
      repository_id: repository.id,
      head_repository_id: artifact.headRepositoryId ?? repository.id,
      head_branch: 'v1.2.3',
      head_sha: artifact.headSha,
    },
  };
}

export function attestationBody(
  repository: FakeRepository,
  { bundle, form = 'inline' }: FakeAttestation,
  url: string,
) {
  return {
    repository_id: repository.id,
    initiator: 'user',
    bundle: form === 'inline' ? bundle : null,
    bundle_url: form === 'inline' ? '' : url,
  };
}
