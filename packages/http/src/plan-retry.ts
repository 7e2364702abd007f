import type { HttpError } from './http-error.ts';
import type { HttpLimits } from './limits.ts';

/** Statuses after which the same request may succeed: request time-out, and the server's own troubles. */
const PASSING: ReadonlySet<number> = new Set([408, 500, 502, 503, 504]);

/** What the decision rests on. */
export interface RetryQuestion {
  readonly error: HttpError;
  /** Attempts so far, from 1. */
  readonly tries: number;
  readonly isIdempotent: boolean;
  /** Statuses that may pass, beside those that always may. */
  readonly retryStatuses?: readonly number[];
  readonly limits: HttpLimits;
  /** Milliseconds left of the overall time. */
  readonly leftMs: number;
  /** From 0 inclusive to 1 exclusive. */
  readonly random: number;
}

/**
 * Milliseconds to wait before the next attempt, or `undefined` for none: the request must not be repeated, repeating does
 * not help, or the wait would outlast the time there is. The server's own word goes before ours. Pure.
 */
export function planRetry(question: RetryQuestion): number | undefined {
  const { error, tries, isIdempotent, limits, leftMs, random, retryStatuses = [] } = question;
  if (!isIdempotent || tries >= limits.maxTries) return undefined;
  if (!isPassing(error, retryStatuses)) return undefined;
  const { retryAfterMs } = error;
  if (retryAfterMs !== undefined && retryAfterMs > limits.maxRetryAfterMs) return undefined;
  const waitMs = retryAfterMs ?? backoff(tries, limits, random);
  return waitMs < leftMs ? waitMs : undefined;
}

function isPassing({ code, status = 0 }: HttpError, statuses: readonly number[]): boolean {
  if (code === 'STATUS') return PASSING.has(status) || statuses.includes(status);
  return code === 'RATE_LIMITED' || code === 'TIMEOUT' || code === 'NETWORK';
}

function backoff(tries: number, { backoffMs, maxBackoffMs }: HttpLimits, random: number): number {
  const full = Math.min(maxBackoffMs, backoffMs * 2 ** (tries - 1));
  return Math.round(full / 2 + (full / 2) * random);
}
