import { HttpError } from '@provkit/http';
import { type ChosenArtifact, chooseArtifact } from '../../github/choose-artifact.ts';
import { nextPage } from '../../github/next-page.ts';
import type { RunArtifact, RunArtifacts } from '../../github/schema.ts';
import { validateRunArtifacts } from '../../github/validate.generated.ts';
import type { Github } from './create-github.ts';

/** Pages of artifacts that are read: a run may have 500. */
const MAX_PAGES = 10;

/**
 * The artifact of that name of a run, for whoever has a name and no id; `fetchArtifact` takes the id.
 * @returns the artifact, or why there is none: none of the name, more than one, or expired.
 * @throws HttpError
 */
export async function findArtifact(
  github: Github,
  runId: string,
  name: string,
  signal?: AbortSignal,
): Promise<ChosenArtifact> {
  const artifacts: RunArtifact[] = [];
  const query = new URLSearchParams({ per_page: '100', name });
  let page: string | undefined = `/actions/runs/${runId}/artifacts?${query.toString()}`;
  for (let pages = 0; page !== undefined && pages < MAX_PAGES; pages += 1) {
    const answer: { value?: RunArtifacts; headers?: Readonly<Record<string, string>> } =
      await github.ask<RunArtifacts>(page, validateRunArtifacts, { signal });
    artifacts.push(...(answer.value?.artifacts ?? []));
    page = nextPage(answer.headers ?? {});
  }
  if (page !== undefined) {
    throw new HttpError('TOO_LARGE', `more than ${artifacts.length} artifacts of a run`);
  }
  return chooseArtifact(artifacts, name);
}
