import { isJsonError, type JsonValue, parseJson } from '@provkit/json';
import { shorten } from '@provkit/text';
import type { Message } from './channel.ts';
import { isNotifyError, NotifyError } from './notify-error.ts';

/** A message that nobody could be told. Plain JSON, redacted. */
export interface Spooled {
  readonly version: 1;
  /** When it was put there, UTC with milliseconds. */
  readonly at: string;
  readonly message: Exclude<Message, { readonly purpose: 'digest' }>;
}

/** The most bytes of one line. */
const MAX_LINE_BYTES = 1024 * 1024;

/** Of a text that is only shown, where a message is too long for a line. UTF-16 units. */
const LONGEST_TEXT = 4000;

/**
 * A line of a spool file, with its end. Of a message that no reader would take, for its length or depth, what is only shown
 * is left out or cut: an alert is not lost over its evidence. Pure.
 * @param spooled redacted, since what is cut in half is known to no redactor any more (T18)
 */
export function spoolLine(spooled: Spooled): string {
  const line = JSON.stringify(spooled);
  return `${isReadable(line) ? line : JSON.stringify(shortened(spooled))}\n`;
}

function shortened(spooled: Spooled): Spooled {
  const { entry: _, ...alert } = spooled.message.alert;
  const short = mapTexts(alert);
  const { message } = spooled;
  return message.purpose === 'alert'
    ? { ...spooled, message: { ...message, alert: short } }
    : {
        ...spooled,
        message: { ...message, alert: short, resolution: mapTexts(message.resolution) },
      };
}

function mapTexts<T extends object>(value: T): T {
  const cut = (member: unknown) =>
    typeof member === 'string' ? shorten(member, LONGEST_TEXT) : member;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, cut(member)]),
  ) as T; // texts stay texts
}

function isReadable(line: string): boolean {
  try {
    parseSpoolLine(line, '');
    return true;
  } catch (error) {
    if (isNotifyError(error)) return false;
    throw error;
  }
}

/**
 * The messages of a spool file. A last line without an end was cut off by a crash, and left out: what it would have said is
 * in the log as a try that nobody finished. Pure.
 * @param source what errors call it.
 * @throws NotifyError SPOOL_INVALID, naming the line
 */
export function parseSpool(text: string, source: string): readonly Spooled[] {
  return spoolLines(text, source).map(({ line, where }) => parseSpoolLine(line, where));
}

/** The lines of a spool file that are not empty and have an end, and what errors call them. Pure. */
export function spoolLines(
  text: string,
  source: string,
): readonly { readonly line: string; readonly where: string }[] {
  const lines = text.split('\n').slice(0, -1);
  return lines.flatMap((line, index) =>
    line === '' ? [] : [{ line, where: `${source}:${index + 1}` }],
  );
}

/** The message of a line. Pure. @throws NotifyError SPOOL_INVALID */
export function parseSpoolLine(line: string, where: string): Spooled {
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

/** What decides about sending it, and that what is shown can be; it is redacted and escaped like every other evidence. */
function isSpooled(value: unknown): value is Spooled {
  if (!isRecord(value) || value.version !== 1 || !isRecord(value.message)) return false;
  const { purpose, alert, resolution } = value.message;
  const isKnown =
    purpose === 'alert' ||
    (purpose === 'resolve' && isRecord(resolution) && hasTexts(resolution, RESOLUTION_TEXTS));
  return (
    isKnown &&
    isRecord(alert) &&
    ALERT_TEXTS.every((name) => typeof alert[name] === 'string') &&
    hasTexts(alert, SHOWN_TEXTS) &&
    Number.isSafeInteger(alert.run_attempt)
  );
}

/** Whether what is there of them is text. */
function hasTexts(value: Readonly<Record<string, unknown>>, names: readonly string[]): boolean {
  return names.every((name) => value[name] === undefined || typeof value[name] === 'string');
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

const SHOWN_TEXTS = ['artifact_url', 'message', 'run_url'] as const;
const RESOLUTION_TEXTS = [
  'outcome',
  'at',
  'tag',
  'run_id',
  'run_url',
  'artifact_digest',
  'by',
  'reason',
] as const;

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
