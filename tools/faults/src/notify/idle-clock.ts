/** Time that passes when nobody has anything to do but wait. */
export interface IdleClock {
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Counts as something to do until it is settled. */
  busy<T>(task: () => Promise<T>): Promise<T>;
  /** Lets time pass until the task is settled. */
  run<T>(task: Promise<T>): Promise<T>;
}

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/**
 * A simulated clock for many who wait at once: the earliest wakes first, and only when nobody is busy, so that what was asked for
 * within a minute was asked for within a minute.
 * @param start ms since 1970, UTC.
 */
export function createIdleClock(start: number): IdleClock {
  let now = start;
  let active = 0;
  const sleepers = new Set<Sleeper>();
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const abort = () => {
          sleepers.delete(sleeper);
          reject(signal?.reason instanceof Error ? signal.reason : new Error('aborted'));
        };
        const wake = () => {
          signal?.removeEventListener('abort', abort);
          resolve();
        };
        const sleeper = { due: now + ms, wake };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', abort, { once: true });
      }),
    busy: async (task) => {
      active += 1;
      try {
        return await task();
      } finally {
        active -= 1;
      }
    },
    run: async (task) => {
      let isOver = false;
      const done = task.finally(() => {
        isOver = true;
      });
      done.catch(() => {}); // it is thrown below
      while (!isOver) {
        await turn();
        await turn(); // what an answer sets off is begun by then
        if (active > 0 || isOver) continue;
        const [next] = [...sleepers].toSorted((a, b) => a.due - b.due);
        if (!next) continue;
        sleepers.delete(next);
        now = Math.max(now, next.due);
        next.wake();
      }
      return done;
    },
  };
}
