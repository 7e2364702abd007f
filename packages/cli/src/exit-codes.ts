/**
 * What the process ends with. 1 only after a report with that verdict was written: nothing else, no crash and no missing
 * file, may look like a verdict (T13).
 * @see architecture, "Never" 5
 */
export const EXIT_CODES = {
  pass: 0,
  fail: 1,
  usage: 2,
  inconclusive: 3,
  selfCheckFailed: 4,
  /** Everything passed, and the summary of it that was asked for could not be signed or written. */
  notStated: 5,
  internalError: 70,
} as const;

/** One of the seven. */
export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];
