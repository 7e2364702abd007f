import type { ActOutcome } from '../../act-outcome.ts';
import type { Statuses } from '../../github/schema.ts';
import { validateStatuses } from '../../github/validate.generated.ts';
import type { MergeGate } from '../../github-effect.ts';
import { act, causeOf, orUnknown, undone } from './outcome.ts';
import { type GithubRepository, mustExist, readList } from './read.ts';

/** The status that branch protection of the base must require, so that a rollback is merged only after it (S4.7). */
export const MERGE_GATE = 'provenance-validate';

const MAX_DESCRIPTION = 140;

/** Writes the status. The newest counts, and saying it twice changes nothing. */
export async function setMergeGate(
  repository: GithubRepository,
  { sha, state, description, targetUrl }: MergeGate,
): Promise<ActOutcome<undefined>> {
  const answer = await act(repository, '/statuses/{sha}', {
    sha,
    state,
    context: MERGE_GATE,
    description: description.slice(0, MAX_DESCRIPTION),
    ...(targetUrl !== undefined && { target_url: targetUrl }),
  });
  if (answer.kind === 'answered') return { outcome: 'confirmed', value: undefined };
  if (answer.kind !== 'refused') return undone(answer);
  return { outcome: 'refused', cause: causeOf(answer.status), message: answer.message };
}

/** Whether the gate says so by now. */
export function lookForMergeGate(
  repository: GithubRepository,
  { sha, state }: MergeGate,
): Promise<ActOutcome<undefined>> {
  return orUnknown(find(repository, sha, state));
}

async function find(
  repository: GithubRepository,
  sha: string,
  state: MergeGate['state'],
): Promise<ActOutcome<undefined>> {
  const statuses = await readList<Statuses, Statuses[number]>(
    repository,
    '/commits/{ref}/statuses',
    { ref: sha },
    { validate: validateStatuses, items: (page) => page },
  );
  const newest = mustExist(statuses, `commit ${sha}`).find(({ context }) => context === MERGE_GATE);
  if (newest?.state === state) return { outcome: 'confirmed', value: undefined };
  return { outcome: 'absent', message: `${MERGE_GATE} of ${sha} is ${newest?.state ?? 'not set'}` };
}
