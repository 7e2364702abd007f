import type { CommitOrder } from '@provkit/predicate/lock';
import { runGit } from './run-git.ts';

/** Git's own exit codes of `merge-base --is-ancestor`. */
const IS_NOT = 1;

/**
 * How a commit stands to an earlier one, by the history of the repository at `cwd`; `unknown` where that cannot be said:
 * no Git, no repository, a shallow one, or a commit that is not in it. Fetches nothing.
 * @param from, to Git object ids in lowercase hex.
 */
export async function commitOrder(from: string, to: string, cwd: string): Promise<CommitOrder> {
  if (from === to) return 'same';
  const forward = await isAncestor(from, to, cwd);
  if (forward === true) return 'descendant';
  const backward = await isAncestor(to, from, cwd);
  if (backward === true) return 'ancestor';
  return forward === false && backward === false && !(await isShallow(cwd))
    ? 'diverged'
    : 'unknown';
}

async function isAncestor(
  ancestor: string,
  commit: string,
  cwd: string,
): Promise<boolean | undefined> {
  const { exitCode } = await runGit(['merge-base', '--is-ancestor', ancestor, commit], cwd);
  return exitCode === 0 ? true : exitCode === IS_NOT ? false : undefined;
}

/** In a shallow clone the history that would connect two commits may be cut off. */
async function isShallow(cwd: string): Promise<boolean> {
  const { stdout } = await runGit(['rev-parse', '--is-shallow-repository'], cwd);
  return stdout.toString().trim() !== 'false';
}
