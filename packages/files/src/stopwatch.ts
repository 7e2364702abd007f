import type { Clock } from './clock.ts';

/** Time that passes while somebody else is waited for. */
export interface Stopwatch {
  /** Since the start, in ms; never less than before. */
  elapsedMs(): number;
  /** `clock.sleep`; counts as what it was meant to take, at least. */
  sleep(ms: number, signal: AbortSignal | undefined): Promise<void>;
}

/**
 * Measures waits by a clock that may be set back meanwhile: then a limit would come hours late, and a wait could be negative
 * in the events.
 */
export function startStopwatch(clock: Clock): Stopwatch {
  let lastMs = clock.now();
  let elapsedMs = 0;
  const advance = (leastMs: number): number => {
    const nowMs = clock.now();
    elapsedMs += Math.max(leastMs, nowMs - lastMs);
    lastMs = nowMs;
    return elapsedMs;
  };
  return {
    elapsedMs: () => advance(0),
    sleep: async (ms, signal) => {
      advance(0);
      await clock.sleep(ms, signal);
      advance(ms);
    },
  };
}
