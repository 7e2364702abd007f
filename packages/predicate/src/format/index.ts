export { type Breach, breachesOf } from './breach.ts';
export { REPORT_SCHEMA_VERSION, type ReportDocument, toDocument, toJson } from './json.ts';
export { type Outcome, overallVerdict } from './outcome.ts';
export { type TextOptions, toText } from './text.ts';
