import { isJsonError, type JsonValue, parseJson } from '@provkit/json';
import type { Message } from './channel.ts';
import { NotifyError } from './notify-error.ts';

/** A message that nobody could be told. Plain JSON, redacted. */
export interface Spooled {
  readonly version: 1;
  /** When it was put there, UTC with milliseconds. */
  readonly at: string;
  readonly message: Exclude<Message, { readonly purpose: 'digest' }>;
}

/** The most bytes of one line. */
const MAX_LINE_BYTES = 1024 * 1024;

/** A line of a spool file, with its end. Pure. */
export function spoolLine(spooled: Spooled): string {
  return `${JSON.stringify(spooled)}\n`;
}

/**
 * The messages of a spool file. A last line without an end was cut off by a crash, and left out: what it would have said is
 * in the log as a try that nobody finished. Pure.
 * @param source what errors call it.
 * @throws NotifyError SPOOL_INVALID, naming the line
 */
export function parseSpool(text: string, source: string): readonly Spooled[] {
  const lines = text.split('\n').slice(0, -1);
  return lines.flatMap((line, index) =>
    line === '' ? [] : [parseLine(line, `${source}:${index + 1}`)],
  );
}

function parseLine(line: string, where: string): Spooled {
  const value = jsonOf(line, where);
  if (isSpooled(value)) return value;
  throw new NotifyError(
    'SPOOL_INVALID',
    `${where}: is no message of this version: remove the line`,
  );
}

function jsonOf(line: string, where: string): JsonValue {
  try {
    return parseJson(line, { maxBytes: MAX_LINE_BYTES, maxDepth: 64, maxValues: 100_000 });
  } catch (cause) {
    if (!isJsonError(cause)) throw cause;
    throw new NotifyError('SPOOL_INVALID', `${where}: ${cause.message}`, { cause });
  }
}

/** What decides about sending it; what is only shown is redacted and escaped like every other evidence. */
function isSpooled(value: unknown): value is Spooled {
  if (!isRecord(value) || value.version !== 1 || !isRecord(value.message)) return false;
  const { purpose, alert, resolution } = value.message;
  const isKnown = purpose === 'alert' || (purpose === 'resolve' && isRecord(resolution));
  return (
    isKnown &&
    isRecord(alert) &&
    ALERT_TEXTS.every((name) => typeof alert[name] === 'string') &&
    Number.isSafeInteger(alert.run_attempt)
  );
}

const ALERT_TEXTS = [
  'alert_id',
  'fingerprint',
  'failure_reason',
  'severity',
  'repository',
  'tag',
  'run_id',
] as const;

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
