export { type Breach, breachesOf } from './breach.ts';
export { REPORT_SCHEMA_VERSION, type ReportDocument, toDocument, toJson } from './json.ts';
export { jsonText } from './json-text.ts';
export { type Outcome, overallVerdict } from './outcome.ts';
export { type Palette, PLAIN } from './palette.ts';
export { printable } from './printable.ts';
export { type TextOptions, toText } from './text.ts';
