/**
 * Why a command could not do its work. All end with exit code 2.
 * - USAGE: the arguments are not what the command takes
 * - FILE_UNREADABLE: a file that was named cannot be read
 * - FILE_UNWRITABLE: a file that was to be changed cannot be written
 * - ENTRY_CHANGED: the manifest entry is no longer the one that was validated
 * - LOCK_CHANGED: the lockfile's line is no longer the one that the release was judged against
 */
export type CliErrorCode =
  | 'USAGE'
  | 'FILE_UNREADABLE'
  | 'FILE_UNWRITABLE'
  | 'ENTRY_CHANGED'
  | 'LOCK_CHANGED';

/** Thrown by commands for what the person at the keyboard can put right; the message is one line and says how. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: CliErrorCode;

  constructor(code: CliErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
