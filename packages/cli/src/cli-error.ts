/**
 * Why a command could not start. Both end with exit code 2.
 * - USAGE: the arguments are not what the command takes
 * - FILE_UNREADABLE: a file that was named cannot be read
 */
export type CliErrorCode = 'USAGE' | 'FILE_UNREADABLE';

/** Thrown by commands for what the person at the keyboard can put right; the message is one line and says how. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: CliErrorCode;

  constructor(code: CliErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
