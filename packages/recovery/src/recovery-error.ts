/**
 * Why a question about a run could not be answered, or a document not be used. Closed list; branch on it, never on the message.
 * - UPSTREAM_UNAVAILABLE: no answer, or one that says that it is not now
 * - RATE_LIMITED: too much was asked; `retryAfterMs` where GitHub says how long
 * - FORBIDDEN: the token may not
 * - NOT_FOUND: there is no such thing, or the token may not see it
 * - ANSWER_MALFORMED: an answer of another form, or one that is longer than is read
 * - POLICY_INVALID, STATE_INVALID: not what a policy or a stored recovery is
 * - VERSION_UNSUPPORTED: a recovery of a later version
 * - STATE_UNREADABLE: where recoveries are kept cannot be reached
 */
export type RecoveryErrorCode =
  | 'UPSTREAM_UNAVAILABLE'
  | 'RATE_LIMITED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'ANSWER_MALFORMED'
  | 'POLICY_INVALID'
  | 'STATE_INVALID'
  | 'VERSION_UNSUPPORTED'
  | 'STATE_UNREADABLE';

/** Thrown where facts or documents cannot be had; what an effect came to is a value. */
export class RecoveryError extends Error {
  override readonly name = 'RecoveryError';
  readonly code: RecoveryErrorCode;
  /** Milliseconds until GitHub wants to be asked again. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: RecoveryErrorCode,
    message: string,
    options: ErrorOptions & { readonly retryAfterMs?: number } = {},
  ) {
    super(message, options);
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** True for a `RecoveryError` from any copy of this package. */
export function isRecoveryError(error: unknown): error is RecoveryError {
  return error instanceof Error && error.name === 'RecoveryError' && 'code' in error;
}
