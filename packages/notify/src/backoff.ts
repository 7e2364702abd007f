import type { NotifyPolicy } from './notify-policy.ts';

/**
 * How long to wait before the next try: full jitter over an interval that grows, so that senders who failed together do not
 * come back together. What a server asks for goes before, and nothing is added to it but that jitter's first interval. Pure.
 * @param tries made so far, from 1.
 * @param random from 0 inclusive to 1 exclusive.
 * @returns ms; undefined when the server asks for more than the policy waits
 */
export function backoff(
  policy: NotifyPolicy,
  tries: number,
  random: number,
  retryAfterMs?: number,
): number | undefined {
  const { initialIntervalMs, backoffCoefficient, maximumIntervalMs, maxRetryAfterMs } = policy;
  // what is no time says nothing
  if (retryAfterMs !== undefined && retryAfterMs >= 0) {
    return retryAfterMs > maxRetryAfterMs
      ? undefined
      : retryAfterMs + Math.floor(random * initialIntervalMs);
  }
  const interval = initialIntervalMs * backoffCoefficient ** (tries - 1);
  return Math.floor(random * Math.min(interval, maximumIntervalMs));
}

/**
 * Whether a try that was not delivered may succeed later. Without a status there was no answer; one of success says that it was
 * understood, and not delivered all the same (`{ delivered: false }`, S2.3).
 */
export function mayPass(status: number | null): boolean {
  if (status === null || status < 300) return true;
  return status === 408 || status === 429 || status >= 500;
}

/**
 * Whether a server that answered with an error may have done what was asked all the same: it failed while it was at it, or who
 * stands before it would not wait (504, Cloudflare's 520 to 524). 503 says that it was not at it. Pure.
 */
export function mayHaveActed(status: number): boolean {
  return status >= 500 && status !== 503;
}
