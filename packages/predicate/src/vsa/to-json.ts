import type { VsaReport } from './report.ts';

/** Version of the JSON document; it rises when a member changes its meaning or goes away, never when one is added. */
export const VSA_REPORT_SCHEMA_VERSION = 1;

/**
 * A report as JSON with a final newline, of the same form on failure as on success and as the reports on provenance:
 * `version`, `verdict`, `reports`. Pure.
 */
export function vsaToJson(report: VsaReport): string {
  const { verdict } = report;
  const document = { version: VSA_REPORT_SCHEMA_VERSION, verdict, reports: [report] };
  return `${JSON.stringify(document, null, 2)}\n`;
}
