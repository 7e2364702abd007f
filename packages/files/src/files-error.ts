/**
 * Why a file was not read or changed, beside what the file system itself says, whose errors come as they
 * are (ENOENT, EACCES, …; EISDIR and EFTYPE for what is no file). Closed list; branch on it, never on the message.
 * - LOCK_TIMEOUT: others kept the file for too long; the message names the holder, `waitedMs` how long was waited
 * - TOO_LARGE: the file has more bytes than are read
 */
export type FilesErrorCode = 'LOCK_TIMEOUT' | 'TOO_LARGE';

/** Thrown by everything here. The message says what, where and what to do. */
export class FilesError extends Error {
  override readonly name = 'FilesError';
  readonly code: FilesErrorCode;
  /** How long was waited before giving up, in ms; with LOCK_TIMEOUT. */
  readonly waitedMs: number | undefined;

  constructor(
    code: FilesErrorCode,
    message: string,
    options: ErrorOptions & { readonly waitedMs?: number } = {},
  ) {
    const { waitedMs, ...rest } = options;
    super(message, rest);
    this.code = code;
    this.waitedMs = waitedMs;
  }
}

/** True for a `FilesError` from any copy of this package. */
export function isFilesError(error: unknown): error is FilesError {
  return error instanceof Error && error.name === 'FilesError' && 'code' in error;
}
