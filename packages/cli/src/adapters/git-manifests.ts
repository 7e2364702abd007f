import { LIMITS } from '@provkit/manifest';
import { CliError } from '../cli-error.ts';
import type { ManifestCommitInfo, ManifestGit } from '../manifest-git.ts';
import { type GitResult, runGit } from './run-git.ts';

const NO_MERGE_BASE = 1;
/** Between the fields of a commit, and after it: no name or subject holds them. */
const FIELD = '\u001f';
const RECORD = '\u001e';

/** The history of manifests in the Git repository that `cwd` is in. Paths are relative to `cwd`. */
export function createManifestGit(cwd: string): ManifestGit {
  return {
    baseOf: (ref) => baseOf(ref, cwd),
    head: () => resolveCommit('HEAD', cwd),
    read: (commit, path) => readFile(commit, path, cwd),
    list: async (commit, folder) => {
      const { stdout } = await ask(
        ['ls-tree', '-r', '-z', '--name-only', commit, '--', folder],
        cwd,
      );
      return stdout.toString().split('\0').filter(Boolean);
    },
    log: (path, limit) => log(path, limit, cwd),
  };
}

/** The commit at which the history of `ref` and of HEAD parted: what came later elsewhere is no change of ours. */
async function baseOf(ref: string, cwd: string): Promise<string> {
  const commit = await resolveCommit(ref, cwd);
  const { exitCode, stdout } = await runGit(['merge-base', commit, 'HEAD'], cwd);
  if (exitCode === 0) return stdout.toString().trim();
  const problem =
    exitCode === NO_MERGE_BASE
      ? 'has no history in common with HEAD: fetch more of it (fetch-depth: 0)'
      : 'cannot be compared with HEAD';
  throw new CliError('USAGE', `${ref} ${problem}`);
}

async function resolveCommit(ref: string, cwd: string): Promise<string> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`];
  const { exitCode, stdout } = await runGit(args, cwd);
  if (exitCode === 0) return stdout.toString().trim();
  const problem =
    exitCode === undefined
      ? 'Git does not run here'
      : `there is no commit ${ref} in this Git repository: name another one, or fetch it (fetch-depth: 0)`;
  throw new CliError('USAGE', problem);
}

/** The content of a regular file, or `undefined` where the commit has none of that name. */
async function readFile(commit: string, path: string, cwd: string): Promise<Buffer | undefined> {
  const { stdout } = await ask(['ls-tree', '-z', commit, '--', path], cwd);
  const [, mode, blob = ''] = /^(\d{6}) blob ([0-9a-f]{40,64})\t/.exec(stdout.toString()) ?? [];
  if (mode !== '100644' && mode !== '100755') return undefined;
  const content = await ask(['cat-file', 'blob', blob], cwd, LIMITS.maxBytes + 1);
  return content.stdout;
}

async function log(
  path: string,
  limit: number,
  cwd: string,
): Promise<readonly ManifestCommitInfo[]> {
  const format = `--format=%H${FIELD}%an${FIELD}%aI${FIELD}%s${RECORD}`;
  const { stdout } = await ask(
    ['log', '-n', String(limit), format, '--', path],
    cwd,
    64 * 1024 * 1024,
  );
  return stdout
    .toString()
    .split(RECORD)
    .map((record) => record.trim().split(FIELD))
    .filter(([commit = '']) => commit !== '')
    .map(([commit = '', author = '', at = '', subject = '']) => ({ commit, author, at, subject }));
}

/** Runs what can only fail for want of a repository, or of its objects. */
async function ask(args: readonly string[], cwd: string, maxBytes?: number): Promise<GitResult> {
  const result = await runGit(args, cwd, maxBytes === undefined ? {} : { maxBytes });
  if (result.exitCode === 0) return result;
  const said = result.stderr.split('\n', 1)[0] || 'it did not end by itself';
  throw new CliError('USAGE', `git ${args[0] ?? ''}: ${said}`);
}
