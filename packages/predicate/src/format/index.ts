export { overallVerdict, REPORT_SCHEMA_VERSION, toJson } from './json.ts';
export { type Palette, PLAIN } from './palette.ts';
export { printable } from './printable.ts';
export { type TextOptions, toText } from './text.ts';
