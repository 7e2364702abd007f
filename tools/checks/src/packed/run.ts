import { execFile } from 'node:child_process';

/** What a program said and how it ended. */
export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  /** stdout and stderr, for people. */
  readonly output: string;
}

const TIMEOUT_MS = 5 * 60_000;

/** Runs a program without input; never rejects, since a failure is what the checks look for. */
export function run(command: string, args: readonly string[], cwd: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const options = { cwd, env: consumerEnv(), timeout: TIMEOUT_MS, maxBuffer: 64 * 1024 * 1024 };
    const child = execFile(command, args, options, (error, stdout, stderr) => {
      const exitCode = error ? (typeof error.code === 'number' ? error.code : 1) : 0;
      const why = error && typeof error.code !== 'number' ? `\n${error.message}` : '';
      resolve({ exitCode, stdout, output: `${stdout}${stderr}${why}`.trim() });
    });
    child.stdin?.end();
  });
}

/** How npm reaches its registry and cache: the only settings that a stranger's folder shares with ours. */
const SHARED_CONFIG =
  /^npm_config_(registry|cache|userconfig|globalconfig|proxy|https_proxy|noproxy|cafile|ca)$/i;

/** Our environment without what npm says in it of this workspace, the settings of our .npmrc among it. */
function consumerEnv(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => SHARED_CONFIG.test(name) || !/^(npm_|INIT_CWD$|NODE_OPTIONS$)/i.test(name),
  );
  return { ...Object.fromEntries(inherited), npm_config_update_notifier: 'false' };
}
