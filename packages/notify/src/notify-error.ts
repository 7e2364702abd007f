/**
 * What a caller got wrong, or what cannot be kept. Closed list; branch on it, never on the message. That somebody could not be
 * told is no error: it is an outcome.
 * - ALERT_INVALID: facts that make no alert
 * - POLICY_INVALID: a policy that cannot be followed
 * - SPOOL_INVALID: a line of a spool file that is no delivery
 */
export type NotifyErrorCode = 'ALERT_INVALID' | 'POLICY_INVALID' | 'SPOOL_INVALID';

/** Thrown by this package. The message says what, where and what to do. */
export class NotifyError extends Error {
  override readonly name = 'NotifyError';
  readonly code: NotifyErrorCode;

  constructor(code: NotifyErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** True for a `NotifyError` from any copy of this package. */
export function isNotifyError(error: unknown): error is NotifyError {
  return error instanceof Error && error.name === 'NotifyError' && 'code' in error;
}
