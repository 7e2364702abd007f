import { type ChosenArtifact, chooseArtifact } from '../../github/choose-artifact.ts';
import type { RunArtifacts } from '../../github/schema.ts';
import { validateRunArtifacts } from '../../github/validate.generated.ts';
import { askPages } from './ask-pages.ts';
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
  const query = new URLSearchParams({ per_page: '100', name });
  const artifacts = await askPages(github, `/actions/runs/${runId}/artifacts?${query.toString()}`, {
    validate: validateRunArtifacts,
    itemsOf: (page: RunArtifacts) => page.artifacts,
    maxPages: MAX_PAGES,
    what: 'artifacts of a run',
    signal,
  });
  return chooseArtifact(artifacts, name);
}
