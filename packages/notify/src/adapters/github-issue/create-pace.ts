/** Time, and waiting for it. */
export interface PaceClock {
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Resolves when it is one's turn; rejects with the signal's reason when that comes first. */
export type Pace = (signal: AbortSignal) => Promise<void>;

/**
 * Lets one write go after the other, never sooner than an interval after the one before: a burst of alerts must not make GitHub
 * take us for one that floods it. GitHub asks for a second between writes.
 * @see https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#pause-between-mutative-requests
 */
export function createPace(clock: PaceClock, intervalMs: number): Pace {
  let free = 0;
  return async (signal) => {
    const now = clock.now();
    const turn = Math.max(now, free);
    free = turn + intervalMs;
    if (turn > now) await clock.sleep(turn - now, signal);
  };
}
