import { execFile } from 'node:child_process';

const TIMEOUT_MS = 10_000;

/**
 * A partial clone must not fetch what it lacks, nor ask for a password; a replacement rewrites the history for its clone
 * alone, and does not count; a path is a path and no pattern.
 * @see git(1), environment variables
 */
const ENVIRONMENT = {
  GIT_NO_LAZY_FETCH: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_LITERAL_PATHSPECS: '1',
  LC_ALL: 'C',
} as const;

/** How Git ended. */
export interface GitResult {
  readonly stdout: Buffer;
  readonly stderr: string;
  /** Absent where it did not even start, or was stopped. */
  readonly exitCode: number | undefined;
}

/**
 * Runs Git and hands out how it ended, whatever that is. Fetches nothing, asks nobody.
 * @param options `maxBytes` of output; more stops it.
 */
export function runGit(
  args: readonly string[],
  cwd: string,
  { maxBytes = 1024 * 1024 }: { readonly maxBytes?: number } = {},
): Promise<GitResult> {
  const env = { ...process.env, ...ENVIRONMENT };
  const options = {
    cwd,
    env,
    timeout: TIMEOUT_MS,
    maxBuffer: maxBytes,
    encoding: 'buffer',
  } as const;
  return new Promise((resolve) => {
    execFile('git', [...args], options, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : undefined;
      resolve({ stdout, stderr: stderr.toString(), exitCode });
    });
  });
}
