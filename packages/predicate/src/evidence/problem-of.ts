import { type HttpErrorCode, isHttpError } from '@provkit/http';
import type { SourceProblem, SourceProblemReason } from './source.ts';

/** What each of the client's errors says of a source; of a status it is the status that tells. */
const REASONS = {
  RATE_LIMITED: 'rate_limited',
  NETWORK: 'upstream_unavailable',
  TIMEOUT: 'upstream_unavailable',
  STATUS: 'upstream_unavailable',
  MALFORMED: 'malformed',
  TOO_LARGE: 'malformed',
  URL_INVALID: 'malformed',
  HOST_NOT_ALLOWED: 'malformed',
  ADDRESS_REFUSED: 'malformed',
  REDIRECT_REFUSED: 'malformed',
} as const satisfies Record<Exclude<HttpErrorCode, 'ABORTED'>, SourceProblemReason>;

/** Statuses that say: not you. A server that does not want to say whether there is something answers 404. */
const NOT_YOU: ReadonlySet<number> = new Set([401, 403, 404, 407, 451]);

/**
 * An error of the HTTP client as a source's problem; every adapter's answer to what goes wrong on the way. Pure.
 * @throws the error itself, when it is no `HttpError`, or the caller's own abort
 */
export function problemOf(error: unknown): SourceProblem {
  if (!isHttpError(error) || error.code === 'ABORTED') throw error;
  const isNotYou = error.code === 'STATUS' && NOT_YOU.has(error.status ?? 0);
  return { reason: isNotYou ? 'not_permitted' : REASONS[error.code], message: error.message };
}
