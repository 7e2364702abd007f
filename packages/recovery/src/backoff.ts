import type { FailureReason } from './failures.ts';

/** How often something is tried again, and when; the words are Temporal's. */
export interface Backoff {
  /** ms before the second try. */
  readonly initialInterval: number;
  /** What each wait is multiplied by. */
  readonly backoffCoefficient: number;
  /** ms; no wait is longer, but one that is asked for. */
  readonly maximumInterval: number;
  /** Tries in all. */
  readonly maximumAttempts: number;
  /** Reasons that are not waited for. */
  readonly nonRetryable: readonly FailureReason[];
}

/** A wait of a minute that doubles to an hour, six tries: some half an hour in all on average, which outlasts the indexing grace of ten minutes. */
export const DEFAULT_BACKOFF = {
  initialInterval: 120_000,
  backoffCoefficient: 2,
  maximumInterval: 3_600_000,
  maximumAttempts: 6,
  nonRetryable: [],
} as const satisfies Backoff;

/** ms; GitHub's limits are over within the hour, and who asks for more than a day is not believed. */
const LONGEST_ASKED = 86_400_000;

/** What is tried again, and what is known of it. */
export interface Tried {
  /** Tries so far, from 1. */
  readonly attempts: number;
  readonly reason?: FailureReason;
  /** From 0 inclusive to 1 exclusive: full jitter, so that those who failed together do not come back together. 1: none. */
  readonly random: number;
  /** ms that the other side asked for: no wait is shorter, up to a day. */
  readonly retryAfterMs?: number;
}

/** How long to wait before the next try, in whole ms; `undefined`: there is none. Pure. */
export function nextDelayMs(
  policy: Backoff,
  { attempts, reason, random, retryAfterMs = 0 }: Tried,
): number | undefined {
  const isGivenUp = reason !== undefined && policy.nonRetryable.includes(reason);
  if (isGivenUp || attempts >= policy.maximumAttempts) return undefined;
  const { initialInterval, backoffCoefficient, maximumInterval } = policy;
  const ceiling = Math.min(
    maximumInterval,
    initialInterval * backoffCoefficient ** Math.max(0, attempts - 1),
  );
  return Math.max(Math.min(retryAfterMs, LONGEST_ASKED), Math.round(ceiling * random));
}
