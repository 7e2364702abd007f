import { HttpError } from './http-error.ts';
import type { HttpClock } from './transport.ts';

/** A signal that aborts when time is up or the caller wants it, and what to call when it is no longer needed. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Milliseconds left; not below 0. */
  leftMs(): number;
  /** Stops the clock. */
  end(): void;
}

/**
 * Starts a deadline. Its signal's reason is an `HttpError`: TIMEOUT when time is up, else the caller's own reason.
 * @param what names what takes too long, for the message.
 */
export function startDeadline(
  ms: number,
  what: string,
  clock: HttpClock,
  outer: AbortSignal | undefined,
): Deadline {
  const due = clock.now() + ms;
  const late = new AbortController();
  const over = new AbortController();
  clock.sleep(ms, over.signal).then(
    () =>
      late.abort(
        new HttpError('TIMEOUT', `${what}: no complete answer within ${ms} ms`, {
          mayHaveArrived: true,
        }),
      ),
    () => {}, // the answer came first
  );
  return {
    signal: outer ? AbortSignal.any([late.signal, outer]) : late.signal,
    leftMs: () => Math.max(0, due - clock.now()),
    end: () => over.abort(),
  };
}
