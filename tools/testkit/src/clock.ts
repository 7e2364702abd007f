/** Time that passes only when it is told to. */
export interface SimulatedClock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Resolves once the clock was advanced that far; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Moves time on and wakes whoever is due, earliest first. */
  advance(ms: number): Promise<void>;
}

/**
 * A clock for tests.
 * @param start ISO 8601, UTC.
 */
export function createClock(start: string): SimulatedClock {
  let now = Date.parse(start);
  let sleepers: { readonly due: number; readonly wake: () => void }[] = [];
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const sleeper = { due: now + ms, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
        });
      }),
    advance: async (ms) => {
      const end = now + ms;
      for (;;) {
        const [next] = sleepers.filter(({ due }) => due <= end).toSorted((a, b) => a.due - b.due);
        if (!next) break;
        sleepers = sleepers.filter((other) => other !== next);
        now = Math.max(now, next.due);
        next.wake();
        await Promise.resolve(); // lets the sleeper go on before the next one wakes
      }
      now = end;
    },
  };
}
