import { CliError } from '../cli-error.ts';

const TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z)?$/;

/**
 * A UTC day, which is its first moment, or a time such as `2026-01-31T12:00Z`.
 * @param option for the message, with its dashes.
 * @throws CliError USAGE
 */
export function parseTime(text: string, option: string): Date {
  const time = new Date(TIME.test(text) ? text : Number.NaN);
  // a day that no month has is taken for one of the next month
  if (!Number.isNaN(time.getTime()) && time.toISOString().startsWith(text.slice(0, 10)))
    return time;
  throw new CliError(
    'USAGE',
    `${option} ${text} is no time: write 2026-01-31 or 2026-01-31T12:00Z`,
  );
}
