import type { GithubAnswer } from '@provkit/http/octokit';
import type { ActOutcome } from '../../act-outcome.ts';
import type { GitCommit, GitPointer, Pull, Pulls } from '../../github/schema.ts';
import {
  validateGitCommit,
  validateGitPointer,
  validatePull,
  validatePulls,
} from '../../github/validate.generated.ts';
import type { OpenedRollback, Rollback } from '../../github-effect.ts';
import { act, causeOf, orUnknown, undone } from './outcome.ts';
import { type GithubRepository, mustExist, parse, read, readList } from './read.ts';

/**
 * Opens a pull request whose head has the content of the good release and follows the base's tip: nothing is rewritten, no history
 * is lost, and what comes back is what was verified, byte for byte, which reverting single changes would not promise. All that
 * came to the base since the good release goes.
 *
 * Each step looks before it acts, by names that are this rollback's own, so that repeating it makes nothing twice.
 */
export async function openRollback(
  repository: GithubRepository,
  effect: Rollback,
): Promise<ActOutcome<OpenedRollback>> {
  const opened = await lookForRollback(repository, effect);
  if (opened.outcome === 'confirmed' || opened.outcome === 'refused') return opened;
  if (opened.outcome === 'unknown') return { ...opened, outcome: 'absent' };
  const branch = await orUnknown(ensureBranch(repository, effect));
  if (branch.outcome !== 'confirmed') return branch;
  const { title, body, branch: head, base } = effect;
  const answer = await act(repository, '/pulls', { title, body, head, base });
  if (answer.kind === 'answered') return orUnknown(readOpened(answer.data));
  // 422 is one that there is already, as somebody else at this very moment may have made it
  const isThere = answer.kind === 'refused' && answer.status === 422;
  const found = isThere ? await lookForRollback(repository, effect) : undefined;
  return found?.outcome === 'confirmed' ? found : notDone(answer);
}

/** Whether the pull request is there, open or not. */
export function lookForRollback(
  repository: GithubRepository,
  effect: Rollback,
): Promise<ActOutcome<OpenedRollback>> {
  return orUnknown(find(repository, effect));
}

async function find(
  repository: GithubRepository,
  effect: Rollback,
): Promise<ActOutcome<OpenedRollback>> {
  const { branch, base, target } = effect;
  const pulls = await readList<Pulls, Pull>(
    repository,
    '/pulls',
    { head: `${repository.owner}:${branch}`, base, state: 'all' },
    { validate: validatePulls, items: (page) => page },
  );
  const ours = mustExist(pulls, 'list of pull requests').filter(({ head }) => head.ref === branch);
  const pull = ours.find(({ state }) => state === 'open') ?? ours.at(0);
  if (!pull) {
    return { outcome: 'absent', message: `there is no pull request of ${branch} to ${base}` };
  }
  const [good, head] = [
    await readCommit(repository, target),
    await readCommit(repository, pull.head.sha),
  ];
  if (!good || !head) return notThere(`there is no commit ${good ? pull.head.sha : target}`);
  // its name can be guessed: somebody may have opened it before us, or pushed to it since
  const checked = await checkBranch(repository, effect, head, good);
  return checked.outcome === 'confirmed'
    ? { outcome: 'confirmed', value: openedOf(pull) }
    : checked;
}

/** The branch with its one commit; what is there already must be just that. */
async function ensureBranch(
  repository: GithubRepository,
  effect: Rollback,
): Promise<ActOutcome<string>> {
  const { base, branch, target, title } = effect;
  const [tip, good] = [await commitAt(repository, base), await readCommit(repository, target)];
  if (!tip) return notThere(`there is no branch ${base}`);
  if (!good) return notThere(`there is no commit ${target}`);
  const existing = await commitAt(repository, branch);
  if (existing) return checkBranch(repository, effect, existing, good);
  if (tip.tree.sha === good.tree.sha) {
    const message = `${base} has the content of ${target} already: there is nothing to roll back`;
    return { outcome: 'refused', cause: 'conflict', message };
  }
  const commit = { message: title, tree: good.tree.sha, parents: [tip.sha] };
  const made = await act(repository, '/git/commits', commit);
  if (made.kind !== 'answered') return notDone(made);
  const { sha } = parse<GitCommit>('POST /git/commits', made.data, validateGitCommit);
  const ref = await act(repository, '/git/refs', { ref: `refs/heads/${branch}`, sha });
  if (ref.kind === 'answered') return { outcome: 'confirmed', value: sha };
  if (ref.kind !== 'refused' || ref.status !== 422) return notDone(ref);
  const other = await commitAt(repository, branch); // made at this very moment by somebody else
  return other ? checkBranch(repository, effect, other, good) : notDone(ref);
}

/**
 * A branch with the good content is not enough: what a merge brings is the difference to where it left the base. One that was made
 * on top of the good release itself would bring nothing back, and pass every validation.
 */
async function checkBranch(
  repository: GithubRepository,
  { branch, target }: Rollback,
  { sha, tree, parents }: GitCommit,
  good: GitCommit,
): Promise<ActOutcome<string>> {
  const conflict = (what: string): ActOutcome<never> => {
    const message = `the branch ${branch} is there ${what} ${target}; it is not overwritten`;
    return { outcome: 'refused', cause: 'conflict', message };
  };
  if (tree.sha !== good.tree.sha) return conflict('with other content than');
  const [parent, ...others] = parents;
  const before =
    parent && others.length === 0 ? await readCommit(repository, parent.sha) : undefined;
  const isChange = before !== undefined && before.tree.sha !== good.tree.sha;
  return isChange ? { outcome: 'confirmed', value: sha } : conflict('and does not go back to');
}

async function commitAt(
  repository: GithubRepository,
  branch: string,
): Promise<GitCommit | undefined> {
  const ref = await read<GitPointer>(
    repository,
    '/git/ref/{ref}',
    { ref: `heads/${branch}` },
    validateGitPointer,
  );
  return ref && readCommit(repository, ref.object.sha);
}

function readCommit(repository: GithubRepository, sha: string): Promise<GitCommit | undefined> {
  return read<GitCommit>(
    repository,
    '/git/commits/{commit_sha}',
    { commit_sha: sha },
    validateGitCommit,
  );
}

async function readOpened(data: unknown): Promise<ActOutcome<OpenedRollback>> {
  return { outcome: 'confirmed', value: openedOf(parse<Pull>('POST /pulls', data, validatePull)) };
}

function openedOf({
  number,
  html_url: url,
  head,
  state,
  merged_at: mergedAt,
}: Pull): OpenedRollback {
  const ended = mergedAt === null ? 'closed' : 'merged';
  return { pull: number, url, headSha: head.sha, state: state === 'open' ? 'open' : ended };
}

function notThere(message: string): ActOutcome<never> {
  return { outcome: 'refused', cause: 'not_found', message };
}

function notDone(answer: Exclude<GithubAnswer, { readonly kind: 'answered' }>): ActOutcome<never> {
  if (answer.kind !== 'refused') return undone(answer);
  return { outcome: 'refused', cause: causeOf(answer.status), message: answer.message };
}
