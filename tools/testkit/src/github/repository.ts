import { createHash } from 'node:crypto';
import { githubContract } from './contract.ts';
import type { GithubAnswer, GithubRoutes } from './server.ts';

/** How a bundle is handed out: in the answer, or behind a URL in one of three encodings. */
export type BundleForm = 'inline' | { readonly blob: Uint8Array };

/** One attestation of a digest. */
export interface FakeAttestation {
  readonly bundle: unknown;
  /** Default: `inline`. */
  readonly form?: BundleForm;
}

/** A workflow run; what is absent is as in a good release. */
export interface FakeRun {
  readonly id: number;
  readonly attempt?: number;
  readonly headSha: string;
  readonly path?: string;
  readonly event?: string;
  readonly status?: string;
  readonly conclusion?: string | null;
  readonly updatedAt?: string;
  readonly headRepositoryId?: number;
  readonly jobs?: readonly { readonly name: string; readonly conclusion: string | null }[];
}

/** An artifact of a run. */
export interface FakeArtifact {
  readonly id: number;
  readonly name: string;
  readonly runId: number;
  readonly archive: Uint8Array;
  readonly isExpired?: boolean;
  /** What GitHub says that it has; default: its digest. `null` before upload-artifact v4. */
  readonly digest?: string | null;
  readonly headSha: string;
  readonly headRepositoryId?: number;
}

/** What a fake repository holds; tests change it as they go. */
export interface FakeRepository {
  readonly owner: string;
  readonly name: string;
  readonly id: number;
  readonly ownerType: 'Organization' | 'User';
  /** Readable without a token. Otherwise every request without `token` gets 404. */
  isPublic: boolean;
  readonly token: string;
  /** Whether the token has `attestations: read`. */
  mayReadAttestations: boolean;
  /** Digest (`sha256:…`) to its attestations. */
  readonly attestations: Map<string, readonly FakeAttestation[]>;
  readonly runs: FakeRun[];
  readonly artifacts: FakeArtifact[];
  /** Tag to the object that it names; an annotated one is in `annotated`. */
  readonly tags: Map<string, string>;
  /** Tag object to what it points to. */
  readonly annotated: Map<string, { readonly type: string; readonly sha: string }>;
}

/** A repository with nothing in it. */
export function createFakeRepository(changes: Partial<FakeRepository> = {}): FakeRepository {
  return {
    owner: 'acme',
    name: 'widgets',
    id: 123_456,
    ownerType: 'Organization',
    isPublic: true,
    token: 'ghs_testkitTESTKITtestkitTESTKITtestkit01',
    mayReadAttestations: true,
    attestations: new Map(),
    runs: [],
    artifacts: [],
    tags: new Map(),
    annotated: new Map(),
    ...changes,
  };
}

const contract = githubContract();

/** The routes of GitHub's API about a repository's evidence, and the blobs that they name. */
export function evidenceRoutes(
  repository: FakeRepository,
  { apiUrl, blobUrl }: { readonly apiUrl: string; readonly blobUrl: string },
): GithubRoutes {
  const root = '/repos/{owner}/{repo}';
  const guarded =
    (answer: GithubRoutes[string]): GithubRoutes[string] =>
    (request) => {
      const isOurs =
        request.params.owner === repository.owner && request.params.repo === repository.name;
      const isKnown = request.authorization === `Bearer ${repository.token}`;
      return isOurs && (repository.isPublic || isKnown) ? answer(request) : notFound();
    };
  return {
    [`GET ${root}`]: guarded(() => ok('repos/get', repositoryBody(repository))),
    [`GET ${root}/actions/runs/{run}/attempts/{attempt}`]: guarded(({ params }) => {
      const run = findRun(repository, params);
      return run ? ok('actions/get-workflow-run-attempt', runBody(repository, run)) : notFound();
    }),
    [`GET ${root}/actions/runs/{run}/attempts/{attempt}/jobs`]: guarded(({ params, query }) => {
      const jobs = (findRun(repository, params)?.jobs ?? []).map(jobBody);
      const path = `${apiUrl}/repos/${repository.owner}/${repository.name}/actions/runs/${params.run}/attempts/${params.attempt}/jobs`;
      return paged(jobs, query, path, (page) => ({ total_count: jobs.length, jobs: page }));
    }),
    [`GET ${root}/actions/runs/{run}/artifacts`]: guarded(({ params, query }) => {
      const name = query.get('name');
      const artifacts = repository.artifacts
        .filter((one) => String(one.runId) === params.run && (name === null || one.name === name))
        .map((one) => artifactBody(repository, one));
      const path = `${apiUrl}/repos/${repository.owner}/${repository.name}/actions/runs/${params.run}/artifacts`;
      return paged(artifacts, query, path, (page) => ({
        total_count: artifacts.length,
        artifacts: page,
      }));
    }),
    [`GET ${root}/actions/artifacts/{id}`]: guarded(({ params }) => {
      const artifact = repository.artifacts.find(({ id }) => String(id) === params.id);
      return artifact ? { status: 200, json: artifactBody(repository, artifact) } : notFound();
    }),
    [`GET ${root}/actions/artifacts/{id}/zip`]: guarded(({ params, authorization }) => {
      const artifact = repository.artifacts.find(({ id }) => String(id) === params.id);
      if (authorization === undefined) return refusal(401, 'Requires authentication');
      if (!artifact) return notFound();
      if (artifact.isExpired) return refusal(410, 'Artifact has expired');
      const location = `${blobUrl}/artifacts/${artifact.id}.zip?sv=2025&sig=ARTIFACT-SIGNATURE`;
      return { status: 302, headers: { location } };
    }),
    'BLOB /artifacts/{id}': ({ params }) => {
      const artifact = repository.artifacts.find(({ id }) => `${id}.zip` === params.id);
      return artifact ? { status: 200, bytes: artifact.archive } : notFound();
    },
    [`GET ${root}/attestations/{digest}`]: guarded(({ params, query }) => {
      if (!repository.mayReadAttestations)
        return refusal(403, 'Resource not accessible by integration');
      const { digest = '' } = params;
      const found = (repository.attestations.get(digest) ?? []).map((one, index) =>
        attestationBody(
          repository,
          one,
          `${blobUrl}/bundles/${encodeURIComponent(digest)}/${index}?sig=BUNDLE-SIGNATURE`,
        ),
      );
      const path = `${apiUrl}/repos/${repository.owner}/${repository.name}/attestations/${digest}`;
      return paged(found, query, path, (page) => ({ attestations: page }), 'after');
    }),
    'BLOB /bundles/{digest}/{index}': ({ params }) => {
      const form = repository.attestations.get(params.digest ?? '')?.[Number(params.index)]?.form;
      return form && form !== 'inline' ? { status: 200, bytes: form.blob } : notFound();
    },
    'POST /orgs/{org}/attestations/bulk-list': (request) => bulk(repository, blobUrl, request.body),
    'POST /users/{username}/attestations/bulk-list': (request) =>
      bulk(repository, blobUrl, request.body),
    [`GET ${root}/git/ref/{ref}`]: guarded(({ params }) => {
      const sha = repository.tags.get((params.ref ?? '').replace(/^tags\//, ''));
      if (sha === undefined) return notFound();
      const type = repository.annotated.has(sha) ? 'tag' : 'commit';
      return ok('git/get-ref', { ref: `refs/${params.ref}`, object: { type, sha, url: apiUrl } });
    }),
    [`GET ${root}/git/tags/{sha}`]: guarded(({ params }) => {
      const object = repository.annotated.get(params.sha ?? '');
      return object
        ? ok('git/get-tag', { sha: params.sha, object: { ...object, url: apiUrl } })
        : notFound();
    }),
  };
}

function ok(operationId: string, members: Readonly<Record<string, unknown>>): GithubAnswer {
  return { status: 200, json: { ...contract.sample(operationId), ...members } };
}

function refusal(status: number, message: string): GithubAnswer {
  const documentation_url = 'https://docs.github.com/rest';
  return { status, json: { message, documentation_url, status: String(status) } };
}

function notFound(): GithubAnswer {
  return refusal(404, 'Not Found');
}

function repositoryBody({ id, owner, name, ownerType, isPublic }: FakeRepository) {
  const sample = contract.sample('repos/get');
  return {
    id,
    name,
    full_name: `${owner}/${name}`,
    private: !isPublic,
    owner: { ...(sample.owner as object), login: owner, type: ownerType },
  };
}

function findRun(
  repository: FakeRepository,
  params: Readonly<Record<string, string>>,
): FakeRun | undefined {
  return repository.runs.find(
    ({ id, attempt = 1 }) => String(id) === params.run && String(attempt) === params.attempt,
  );
}

function runBody(repository: FakeRepository, run: FakeRun) {
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

function jobBody({
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

function artifactBody(repository: FakeRepository, artifact: FakeArtifact) {
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

function attestationBody(
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

function bulk(repository: FakeRepository, blobUrl: string, body: string): GithubAnswer {
  const { subject_digests: digests } = JSON.parse(body) as { subject_digests: readonly string[] };
  const found = digests.map((digest) => [
    digest,
    repository.attestations
      .get(digest)
      ?.map((one, index) =>
        attestationBody(
          repository,
          one,
          `${blobUrl}/bundles/${encodeURIComponent(digest)}/${index}?sig=BUNDLE-SIGNATURE`,
        ),
      ) ?? null,
  ]);
  return {
    status: 200,
    json: {
      attestations_subject_digests: Object.fromEntries(found),
      page_info: { has_next: false },
    },
  };
}

/** A page of a list, with the link to the next one. */
function paged(
  items: readonly unknown[],
  query: URLSearchParams,
  path: string,
  body: (page: readonly unknown[]) => unknown,
  parameter: 'page' | 'after' = 'page',
): GithubAnswer {
  const size = Number(query.get('per_page') ?? 30);
  const page = Number(query.get(parameter) ?? 1);
  const next = new URLSearchParams(query);
  next.set(parameter, String(page + 1));
  const isMore = page * size < items.length;
  return {
    status: 200,
    json: body(items.slice((page - 1) * size, page * size)),
    ...(isMore && { headers: { link: `<${path}?${next.toString()}>; rel="next"` } }),
  };
}
