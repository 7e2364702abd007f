import { resolve } from 'node:path';
import { CliError } from './cli-error.ts';

/** What the file system's error codes mean for a person. */
const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'it may not be read',
  ENOTDIR: 'a part of the path is no directory',
};

/**
 * Reads a file that the command line named; a relative path starts at `cwd`.
 * @param read gets the absolute path.
 * @throws CliError FILE_UNREADABLE, with the name as it was given
 */
export async function readInput<T>(
  name: string,
  cwd: string,
  read: (path: string) => Promise<T>,
): Promise<T> {
  try {
    return await read(resolve(cwd, name));
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const problem = PROBLEMS[code];
    if (problem === undefined && !/^E[A-Z]+$/.test(code)) throw cause;
    throw new CliError('FILE_UNREADABLE', `${name} cannot be read: ${problem ?? code}`, { cause });
  }
}
