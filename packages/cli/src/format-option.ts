import type { Option } from './args/option.ts';

/** The formats that a report is written in. */
export const FORMATS = ['text', 'json', 'sarif', 'junit', 'markdown', 'github'] as const;

/** One of `FORMATS`. */
export type Format = (typeof FORMATS)[number];

/** The option of every command that writes reports. */
export const FORMAT_OPTION = {
  value: 'FORMAT',
  choices: FORMATS,
  help: 'text (default), json, sarif, junit, markdown, or github: text with annotations',
} as const satisfies Option;

/** The format that was asked for; the arguments were held against the choices before. */
export function formatOf(chosen: string | undefined): Format {
  return FORMATS.find((format) => format === chosen) ?? 'text';
}
