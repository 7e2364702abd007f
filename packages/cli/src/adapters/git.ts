import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { CommitOrder } from '@provkit/predicate/lock';

const run = promisify(execFile);
const TIMEOUT_MS = 10_000;

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
  try {
    await git(['merge-base', '--is-ancestor', ancestor, commit], cwd);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === IS_NOT ? false : undefined;
  }
}

/** In a shallow clone the history that would connect two commits may be cut off. */
async function isShallow(cwd: string): Promise<boolean> {
  const { stdout } = await git(['rev-parse', '--is-shallow-repository'], cwd);
  return stdout.trim() !== 'false';
}

/**
 * A partial clone must not fetch what it lacks, nor ask for a password; a replacement rewrites the history for its clone
 * alone, and does not count.
 * @see git(1), environment variables
 */
function git(args: readonly string[], cwd: string): Promise<{ readonly stdout: string }> {
  const own = { GIT_NO_LAZY_FETCH: '1', GIT_NO_REPLACE_OBJECTS: '1', GIT_TERMINAL_PROMPT: '0' };
  const env = { ...process.env, ...own };
  return run('git', [...args], { cwd, env, timeout: TIMEOUT_MS });
}
