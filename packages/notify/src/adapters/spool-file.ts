import { type Clock, isFilesError } from '@provkit/files';
import { readRegularFile, updateFile } from '@provkit/files/node';
import type { Channel, Outcome } from '../channel.ts';
import { NotifyError } from '../notify-error.ts';
import { redactValue } from '../redact-value.ts';
import { parseSpoolLine, type Spooled, spoolLine, spoolLines } from '../spool.ts';

/** Which file, and whose time. */
export interface SpoolFileOptions {
  readonly path: string;
  readonly clock: Clock;
}

const MAX_BYTES = 64 * 1024 * 1024;
const LOCK_TIMEOUT_MS = 10_000;

/**
 * The last rung: a file of messages that nobody could be told, one a line, to be sent later (`replaySpool`). What is written
 * is redacted, locked against other writers, and on the disk before this returns.
 */
export function createSpoolFile(options: SpoolFileOptions): Channel {
  return {
    rung: 'spool',
    deliver: async ({ message, context }): Promise<Outcome> => {
      if (message.purpose === 'digest') {
        return {
          outcome: 'not_delivered',
          status: null,
          detail: 'a digest is made anew each time',
        };
      }
      const at = new Date(options.clock.now()).toISOString();
      const line = spoolLine({ version: 1, at, message: redactValue(message, context.redactor) });
      try {
        // what a crash cut off must not take this one along
        await change(options, (text) => `${text}${/[^\n]$/.test(text) ? '\n' : ''}${line}`);
        return { outcome: 'delivered', status: null, detail: `kept in ${options.path}` };
      } catch (error) {
        const detail = error instanceof Error ? error.message : 'it could not be written';
        return { outcome: 'not_delivered', status: null, detail };
      }
    },
  };
}

/**
 * Sends what a spool file holds, and takes out of it what has reached people. What another process adds meanwhile stays. A
 * line that is no message keeps nobody from hearing of the others.
 * @param send says whether the message has reached people.
 * @returns how many were sent, and how many are left
 * @throws NotifyError SPOOL_INVALID, of the first such line, once all others were sent; FilesError; the file system's error;
 *   what `send` throws, and then what it had not sent is still there
 */
export async function replaySpool(
  options: SpoolFileOptions,
  send: (spooled: Spooled) => Promise<boolean>,
): Promise<{ readonly sent: number; readonly left: number }> {
  const { waiting, problem } = await readSpool(options.path);
  let sent = 0;
  for (const { line, spooled } of waiting) {
    if (!(await send(spooled))) continue;
    sent += 1;
    // the first of it: the same alert may have been kept twice
    await change(options, (text) => {
      const at = `\n${text}`.indexOf(`\n${line}\n`);
      return at < 0 ? text : text.slice(0, at) + text.slice(at + line.length + 1);
    });
  }
  if (problem) throw problem;
  return { sent, left: waiting.length - sent };
}

interface Waiting {
  readonly waiting: readonly { readonly line: string; readonly spooled: Spooled }[];
  /** With the first line that is no message. */
  readonly problem?: NotifyError | undefined;
}

/** The messages that wait; none where there is no file. @throws as `replaySpool`, but for lines */
async function readSpool(path: string): Promise<Waiting> {
  const text = await textOf(path);
  let problem: NotifyError | undefined;
  const waiting = spoolLines(text, path).flatMap(({ line, where }) => {
    try {
      return [{ line, spooled: parseSpoolLine(line, where) }];
    } catch (error) {
      if (!(error instanceof NotifyError)) throw error;
      problem ??= error;
      return [];
    }
  });
  return { waiting, problem };
}

async function textOf(path: string): Promise<string> {
  try {
    const { bytes } = await readRegularFile(path, path, MAX_BYTES);
    return bytes.toString('utf8');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isMissing && !isFilesError(error)) return '';
    throw error;
  }
}

async function change(
  { path, clock }: SpoolFileOptions,
  next: (text: string) => string,
): Promise<void> {
  const options = { clock, timeoutMs: LOCK_TIMEOUT_MS, maxBytes: MAX_BYTES, isNewAllowed: true };
  await updateFile(path, (bytes) => next(bytes?.toString('utf8') ?? ''), options);
}
