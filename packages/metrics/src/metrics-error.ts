/**
 * What is wrong with an event or a log. Closed list; branch on it, never on the message.
 * - EVENT_INVALID: not an event of the schema, or one that contradicts itself
 * - LINE_MALFORMED: a line of the log is no JSON, or no event
 * - LINE_TOO_LARGE: a line is longer than is written or read
 * - LINE_TORN: a line was cut off by a crash; nobody was told that it had been stored
 * - SEQ_GAP: a producer instance left out a number in its `seq`
 * - LOG_UNAVAILABLE: the file could not be read or written; the file system's error is the `cause`
 * - WINDOW_INVALID: no times, no length, or an end that has not come yet
 * - TARGETS_INVALID: a file of targets does not say what is wanted
 * - CHARTS_UNAVAILABLE: the library that draws the report's charts is not installed
 */
export type MetricsErrorCode =
  | 'EVENT_INVALID'
  | 'LINE_MALFORMED'
  | 'LINE_TOO_LARGE'
  | 'LINE_TORN'
  | 'SEQ_GAP'
  | 'LOG_UNAVAILABLE'
  | 'WINDOW_INVALID'
  | 'TARGETS_INVALID'
  | 'CHARTS_UNAVAILABLE';

/** Thrown for events, logs and settings that cannot be used. Names places and rules; never quotes a line. */
export class MetricsError extends Error {
  override readonly name = 'MetricsError';
  readonly code: MetricsErrorCode;
  /** Line of the log, from 1; absent where no line is concerned. */
  readonly line: number | undefined;

  constructor(
    code: MetricsErrorCode,
    message: string,
    options: ErrorOptions & { readonly line?: number } = {},
  ) {
    super(message, options);
    this.code = code;
    this.line = options.line;
  }
}

/** True for a `MetricsError` from any copy of this package. */
export function isMetricsError(error: unknown): error is MetricsError {
  return error instanceof Error && error.name === 'MetricsError' && 'code' in error;
}
