import { redact } from './redact.ts';

/**
 * Why there is no answer. Closed list; branch on it, never on the message.
 * - URL_INVALID: no https URL without credentials, port and IP literal, or a header that must not be set by hand
 * - HOST_NOT_ALLOWED: no rule names the host
 * - ADDRESS_REFUSED: the host's name leads to an address that is not public
 * - REDIRECT_REFUSED: too many, without a place, or of a request that is not repeated elsewhere
 * - TOO_LARGE: more bytes than were allowed, on the wire or unpacked
 * - TIMEOUT: an attempt, or all of them together, took too long
 * - RATE_LIMITED: 429, or the rate-limit headers say so; `retryAfterMs` where the server names a time
 * - STATUS: any other status that the request does not accept; `status` names it
 * - MALFORMED: an answer that breaks HTTP or its own encoding
 * - NETWORK: no connection, or one that broke
 * - ABORTED: the caller's signal
 */
export type HttpErrorCode =
  | 'URL_INVALID'
  | 'HOST_NOT_ALLOWED'
  | 'ADDRESS_REFUSED'
  | 'REDIRECT_REFUSED'
  | 'TOO_LARGE'
  | 'TIMEOUT'
  | 'RATE_LIMITED'
  | 'STATUS'
  | 'MALFORMED'
  | 'NETWORK'
  | 'ABORTED';

/** What is known beside the message. */
export interface HttpErrorDetails extends ErrorOptions {
  readonly status?: number;
  /** Milliseconds until the server wants to be asked again. */
  readonly retryAfterMs?: number;
  /** Whether the request may have reached the server, so that repeating it could do a thing twice. */
  readonly mayHaveArrived?: boolean;
  /** Values that must not show, beside what looks like a secret. */
  readonly secrets?: readonly string[];
}

/**
 * Thrown by a client and by transports. Message and cause are redacted when it is built (T18): tokens by shape, the secrets
 * that are known, URLs' queries and credentials.
 */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly code: HttpErrorCode;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly mayHaveArrived: boolean;

  constructor(code: HttpErrorCode, message: string, details: HttpErrorDetails = {}) {
    const { cause, secrets = [], status, retryAfterMs, mayHaveArrived = false } = details;
    super(
      redact(message, secrets),
      cause === undefined ? {} : { cause: redactedCause(cause, secrets) },
    );
    this.code = code;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
    this.mayHaveArrived = mayHaveArrived;
  }
}

/** True for an `HttpError` from any copy of this package. */
export function isHttpError(error: unknown): error is HttpError {
  return error instanceof Error && error.name === 'HttpError' && 'code' in error;
}

/**
 * A copy that has name, code and message and nothing else: Node's errors carry what they choke on (`input` of
 * ERR_INVALID_URL is the whole URL), and a stack begins with the message.
 */
function redactedCause(cause: unknown, secrets: readonly string[]): Error {
  const copy: Error & { code?: string } = new Error(redact(messageOf(cause), secrets));
  if (cause instanceof Error) copy.name = cause.name;
  copy.stack = `${copy.name}: ${copy.message}`;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') {
    copy.code = cause.code;
  }
  return copy;
}

/** Of several addresses that were tried in vain there is one error each, and no message for all (AggregateError). */
function messageOf(cause: unknown): string {
  if (cause instanceof AggregateError && cause.message === '') {
    return cause.errors.map(messageOf).join('; ');
  }
  return cause instanceof Error ? cause.message : String(cause);
}
