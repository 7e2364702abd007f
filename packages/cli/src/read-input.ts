import { resolve } from 'node:path';
import { accessFile } from './access-file.ts';

/**
 * Reads a file that the command line named; a relative path starts at `cwd`.
 * @param read gets the absolute path.
 * @throws CliError FILE_UNREADABLE, with the name as it was given
 */
export function readInput<T>(
  name: string,
  cwd: string,
  read: (path: string) => Promise<T>,
): Promise<T> {
  return accessFile(name, 'read', () => read(resolve(cwd, name)));
}
