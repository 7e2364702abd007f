import { type GithubRepository, repositoryApi } from './github-host.ts';

/** What an `artifact_url` names. */
export interface ArtifactReference {
  readonly artifactId: string;
  /** The run, where the URL names one. */
  readonly runId?: string;
}

/**
 * Reads an `artifact_url`: the API's `…/actions/artifacts/{id}`, with or without `/zip`, or the page
 * `https://github.com/{owner}/{repo}/actions/runs/{run}/artifacts/{id}` that actions/upload-artifact gives out. Anything else,
 * another repository's among it, is none (spec.md 1.10, T14). Pure.
 */
export function readArtifactReference(
  artifactUrl: string,
  repository: GithubRepository,
): ArtifactReference | undefined {
  const { serverUrl, owner, name } = repository;
  const api = idsBelow(artifactUrl, `${repositoryApi(repository)}/actions/artifacts/`);
  const [, apiId] = /^([1-9][0-9]{0,19})(?:\/zip)?$/.exec(api ?? '') ?? [];
  if (apiId !== undefined) return { artifactId: apiId };
  const page = idsBelow(artifactUrl, `${serverUrl}/${owner}/${name}/actions/runs/`);
  const [, runId, artifactId] =
    /^([1-9][0-9]{0,19})\/artifacts\/([1-9][0-9]{0,19})$/.exec(page ?? '') ?? [];
  return runId === undefined || artifactId === undefined ? undefined : { artifactId, runId };
}

function idsBelow(url: string, prefix: string): string | undefined {
  return url.startsWith(prefix) ? url.slice(prefix.length) : undefined;
}
