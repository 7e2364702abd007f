import type { Event } from './event.ts';
import type { MetricsError } from './metrics-error.ts';

/** The port to where events are kept, append-only. Implemented by `@provkit/metrics/ndjson`. */
export interface EventLog {
  /**
   * Stores events, in order; resolves once they would survive a power cut. After a rejection some may have been stored:
   * append them again, which is harmless, since duplicates by `id` count once.
   * @throws MetricsError EVENT_INVALID, LINE_TOO_LARGE, SEQ_GAP: nothing was written; LOG_UNAVAILABLE
   */
  append(events: readonly Event[]): Promise<void>;
  /**
   * The events as they were stored, duplicates included; none when there is no log yet.
   * @throws MetricsError LINE_MALFORMED, LINE_TOO_LARGE at the first such line, unless `onProblem` is given;
   *   LOG_UNAVAILABLE
   */
  read(options?: ReadOptions): AsyncIterable<Event>;
  /**
   * The next number for an instance: one more than its last stored event has, 1 for a new one. An instance belongs to
   * one process; two processes that share one would get the same number.
   * @throws MetricsError LOG_UNAVAILABLE
   */
  nextSeq(instance: string): Promise<number>;
}

export interface ReadOptions {
  /**
   * Told of each line that is no event, which is then left out: LINE_MALFORMED, LINE_TOO_LARGE, and LINE_TORN, which
   * is never thrown: what a crash cut off had not been acknowledged.
   */
  readonly onProblem?: (problem: MetricsError) => void;
}
