import { isJsonError, parseJson } from '@provkit/json';
import type { Event } from './event.ts';
import { CANCEL_BYTE, type Line } from './line-splitter.ts';
import { isMetricsError, MetricsError, type MetricsErrorCode } from './metrics-error.ts';
import { parseEvent } from './parse-event.ts';

/** Longest line, newline excluded: ten times what the largest event of the schema comes to in practice. */
export const MAX_LINE_BYTES = 64 * 1024;

const LIMITS = { maxBytes: MAX_LINE_BYTES, maxDepth: 4, maxValues: 256 } as const;

/**
 * Ends a line that a crash cut off. CAN, "disregard what precedes it" (ECMA-48 8.3.7), never stands in JSON unescaped, so
 * no whole line looks like that.
 */
export const CANCEL = '\u0018';

/**
 * The event as a line of the log, with its newline. Pure.
 * @throws MetricsError LINE_TOO_LARGE
 */
export function encodeEvent(event: Event): string {
  const text = JSON.stringify(event);
  const size = Buffer.byteLength(text);
  if (size > MAX_LINE_BYTES) {
    throw new MetricsError(
      'LINE_TOO_LARGE',
      `event ${event.type} has ${size} bytes, more than the ${MAX_LINE_BYTES} of a line`,
    );
  }
  return `${text}\n`;
}

/**
 * What a line holds: an event, a problem, or nothing. Pure. A last line without its newline counts when it is a whole
 * event: no JSON object begins with another one, so nothing of it can be missing.
 */
export function decodeLine(line: Line): Event | MetricsError | undefined {
  const { number, bytes, isWhole } = line;
  if (!bytes && line.endsInZeros) return problem('LINE_TORN', 'cut off by a power cut', number);
  if (!bytes) return problem('LINE_TOO_LARGE', `longer than ${MAX_LINE_BYTES} bytes`, number);
  if (bytes.length === 0) return undefined;
  if (bytes.at(-1) === CANCEL_BYTE) {
    return bytes.length === 1 ? undefined : problem('LINE_TORN', 'cut off by a crash', number);
  }
  try {
    return parseEvent(parseJson(bytes, LIMITS));
  } catch (cause) {
    if (!isJsonError(cause) && !isMetricsError(cause)) throw cause;
    return isWhole
      ? problem('LINE_MALFORMED', cause.message, number, { cause })
      : problem('LINE_TORN', 'ends too early', number, { cause });
  }
}

function problem(
  code: MetricsErrorCode,
  message: string,
  line: number,
  options: ErrorOptions = {},
): MetricsError {
  return new MetricsError(code, `line ${line}: ${message}`, { ...options, line });
}
