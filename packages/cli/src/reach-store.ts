import { isHttpError } from '@provkit/http';
import { isManifestError } from '@provkit/manifest';
import { CliError } from './cli-error.ts';
import { EXIT_CODES, type ExitCode } from './exit-codes.ts';
import type { Ports } from './ports.ts';

/** What a request is guilty of, and not the server: 408 and 429 may pass. */
const isOurFault = (status: number) => status >= 400 && status < 500 && status !== 408;

/**
 * Does what reads or writes a manifest. What may pass by itself is exit code 3 with its reason on `stderr`: others held the
 * manifest, or GitHub could not be reached; then nothing is known to have changed.
 * @throws CliError USAGE: GitHub refuses it; every other error of the task
 */
export async function reachStore(
  { stderr }: Pick<Ports, 'stderr'>,
  task: () => Promise<ExitCode>,
  command = 'manifest',
): Promise<ExitCode> {
  try {
    return await task();
  } catch (error) {
    const reason = passingReason(error);
    if (reason === undefined) throw error;
    const { printable } = await import('@provkit/text');
    stderr.write(`provkit ${command}: ${printable(reason)}\n`);
    return EXIT_CODES.inconclusive;
  }
}

function passingReason(error: unknown): string | undefined {
  if (isManifestError(error) && error.code === 'LOCK_TIMEOUT')
    return `lock_timeout: ${error.message}`;
  if (!isHttpError(error)) return undefined;
  const { code, status = 0, message } = error;
  if (code === 'RATE_LIMITED') return `rate_limited: ${message}`;
  if (code === 'URL_INVALID' || (code === 'STATUS' && isOurFault(status))) {
    throw new CliError('USAGE', message, { cause: error });
  }
  return `upstream_unavailable: ${message}`;
}
