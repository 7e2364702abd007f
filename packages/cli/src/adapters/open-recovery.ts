import { parseRecoveryPolicy, type RecoveryPolicy, type RecoveryStore } from '@provkit/recovery';
import type { GithubClient } from '@provkit/recovery/github';
import { githubEnvironment } from '../env.ts';
import type { Ports } from '../ports.ts';
import { readInput } from '../read-input.ts';
import { connectOctokit } from './connect-octokit.ts';

/** Where recoveries are kept: a folder. */
export async function openRecoveryStore(
  folder: string,
  { clock }: Pick<Ports, 'clock'>,
): Promise<RecoveryStore> {
  const { createFileStore } = await import('@provkit/recovery/file');
  return createFileStore({ folder, clock });
}

/**
 * Clients of a repository's GitHub: as whom recovery acts, and who may read the members of a team, which is
 * `PROVKIT_MEMBERS_TOKEN` where there is one.
 */
export async function connectGithubRepository(
  repositoryUrl: string,
  ports: Pick<Ports, 'clock' | 'env' | 'openNetwork'>,
): Promise<{ readonly client: GithubClient; readonly membersClient: GithubClient }> {
  const { token = '', apiUrl } = githubEnvironment(ports.env, repositoryUrl);
  const at = apiUrl === undefined ? {} : { apiUrl };
  const client = await connectOctokit({ token, ...at }, ports);
  const membersToken = ports.env.PROVKIT_MEMBERS_TOKEN;
  if (!membersToken) return { client, membersClient: client };
  return { client, membersClient: await connectOctokit({ token: membersToken, ...at }, ports) };
}

/** The recovery policy of a file. @throws CliError FILE_UNREADABLE; RecoveryError POLICY_INVALID */
export async function loadRecoveryPolicy(file: string, cwd: string): Promise<RecoveryPolicy> {
  const { readConfigFile } = await import('@provkit/predicate/files');
  return parseRecoveryPolicy(await readInput(file, cwd, readConfigFile), file);
}

type OnGithub = typeof import('@provkit/recovery/github').recoverOnGithub;

/** The ports of a recovery that GitHub answers, loaded when they are needed. */
export async function recoverOnGithub(
  ...given: Parameters<OnGithub>
): Promise<ReturnType<OnGithub>> {
  return (await import('@provkit/recovery/github')).recoverOnGithub(...given);
}
