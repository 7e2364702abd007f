import type { Report } from '../report.ts';

/** Version of the JSON report; it rises when a member changes its meaning or goes away, never when one is added. */
export const REPORT_SCHEMA_VERSION = 1;

/**
 * The report as one JSON document with a final newline: the same members on failure as on success, `provenance` and
 * `signer` only on `pass`. Pure.
 */
export function toJson(report: Report): string {
  return `${JSON.stringify({ version: REPORT_SCHEMA_VERSION, ...report }, null, 2)}\n`;
}
