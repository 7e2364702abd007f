/** What a request may cost. */
export interface HttpLimits {
  /** Attempts in all, the first included. */
  readonly maxTries: number;
  /** Milliseconds for one attempt, redirects and body included. */
  readonly attemptMs: number;
  /** Milliseconds for all attempts and the waits between them. */
  readonly overallMs: number;
  /** Bytes of a body, on the wire and decoded. */
  readonly maxBytes: number;
  readonly maxRedirects: number;
  /** Milliseconds before the second attempt; doubled before each further one, and half of it up to chance. */
  readonly backoffMs: number;
  /** The most milliseconds that our own backing off waits. */
  readonly maxBackoffMs: number;
  /** The most milliseconds that a server can make us wait; if it wants more, there is no further attempt. */
  readonly maxRetryAfterMs: number;
}

/** The limits of a client, where neither it nor the request has its own. */
export const DEFAULT_HTTP_LIMITS = {
  maxTries: 3,
  attemptMs: 30_000,
  overallMs: 120_000,
  maxBytes: 33_554_432,
  maxRedirects: 3,
  backoffMs: 500,
  maxBackoffMs: 20_000,
  maxRetryAfterMs: 60_000,
} as const satisfies HttpLimits;
