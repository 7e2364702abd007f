export type { DayOfVerdicts, ReportDetails, Resolution, Rung } from './details.ts';
export type { OpenFailure } from './open-failures.ts';
export { type ReportInput, toHtml } from './to-html.ts';
