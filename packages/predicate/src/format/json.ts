import type { Report } from '../report.ts';

/** Version of the JSON document; it rises when a member changes its meaning or goes away, never when one is added. */
export const REPORT_SCHEMA_VERSION = 1;

/** The worst verdict decides: one failure makes all fail, one undecided makes all undecided. Pure. */
export function overallVerdict(reports: readonly Report[]): Report['verdict'] {
  const verdicts = reports.map(({ verdict }) => verdict);
  if (verdicts.includes('fail')) return 'fail';
  return verdicts.includes('inconclusive') || verdicts.length === 0 ? 'inconclusive' : 'pass';
}

/**
 * Reports as one JSON document with a final newline, of the same form on failure as on success: `version`, `verdict`
 * and `reports`, in the order given. Pure.
 */
export function toJson(reports: readonly Report[]): string {
  const document = { version: REPORT_SCHEMA_VERSION, verdict: overallVerdict(reports), reports };
  return `${JSON.stringify(document, null, 2)}\n`;
}
