import {
  artifactBody,
  attestationBody,
  jobBody,
  notFound,
  ok,
  refusal,
  repositoryBody,
  runBody,
} from './answers.ts';
import type { FakeRepository, FakeRun } from './repository.ts';
import type { GithubAnswer, GithubRoutes } from './server.ts';

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

function findRun(
  repository: FakeRepository,
  params: Readonly<Record<string, string>>,
): FakeRun | undefined {
  return repository.runs.find(
    ({ id, attempt = 1 }) => String(id) === params.run && String(attempt) === params.attempt,
  );
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
      attestations_subject_digests: Object.fromEntries(found) as unknown,
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
