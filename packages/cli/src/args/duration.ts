import { CliError } from '../cli-error.ts';

const UNITS_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/**
 * A length of time such as `45s`, `90m`, `12h` or `30d`, in ms.
 * @param option for the message, with its dashes.
 * @throws CliError USAGE
 */
export function parseDurationMs(text: string, option: string): number {
  const [, number, unit = ''] = /^([1-9][0-9]{0,8})([smhd])$/.exec(text) ?? [];
  const unitMs = UNITS_MS[unit];
  if (number === undefined || unitMs === undefined) {
    throw new CliError(
      'USAGE',
      `${option} ${text} is no length of time: write 45s, 90m, 12h or 30d`,
    );
  }
  return Number(number) * unitMs;
}
