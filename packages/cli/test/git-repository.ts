import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A Git repository in a folder, on which nobody's own settings have an influence. */
export interface GitRepository {
  readonly git: (...args: string[]) => Promise<string>;
  /** Commits everything; returns the commit. */
  readonly commit: (message: string) => Promise<string>;
}

export async function initRepository(folder: string): Promise<GitRepository> {
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_AUTHOR_NAME: 'Octo Cat',
    GIT_AUTHOR_EMAIL: 'octocat@example.com',
    GIT_AUTHOR_DATE: '2026-01-31T12:00:00Z',
    GIT_COMMITTER_NAME: 'Octo Cat',
    GIT_COMMITTER_EMAIL: 'octocat@example.com',
  };
  const git = async (...args: string[]) =>
    (await run('git', args, { cwd: folder, env })).stdout.trim();
  await git('init', '--quiet', '--initial-branch=main');
  return {
    git,
    commit: async (message) => {
      await git('add', '--all');
      await git('commit', '--quiet', '--message', message);
      return git('rev-parse', 'HEAD');
    },
  };
}
