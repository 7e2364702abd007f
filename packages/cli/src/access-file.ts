import { CliError } from './cli-error.ts';

/** What the file system's error codes mean for a person. */
const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of the path is no directory',
  EISDIR: 'it is a directory',
  EFTYPE: 'it is a device or pipe, and no file',
  ENXIO: 'it is a socket, and no file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ELOOP: 'its links lead round in a circle',
  ENAMETOOLONG: 'its name is too long',
};

const CODES = { read: 'FILE_UNREADABLE', written: 'FILE_UNWRITABLE' } as const;

/**
 * Does what accesses a file, and says in words what the file system has against it.
 * @param name what the error calls the file.
 * @throws CliError FILE_UNREADABLE or FILE_UNWRITABLE; what is no error of the file system, untouched
 */
export async function accessFile<T>(
  name: string,
  access: keyof typeof CODES,
  task: () => Promise<T>,
): Promise<T> {
  try {
    return await task();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const problem = PROBLEMS[code];
    if (problem === undefined && !/^E[A-Z]+$/.test(code)) throw cause;
    const message = `${name} cannot be ${access}: ${problem ?? code}`;
    throw new CliError(CODES[access], message, { cause });
  }
}
