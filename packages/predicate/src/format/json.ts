import { printableJson } from '@provkit/text';
import type { Report } from '../report.ts';
import { type Breach, completeCheck } from './breach.ts';
import { allBreaches, type Outcome, overallVerdict } from './outcome.ts';

/** Version of the JSON document; it rises when a member changes its meaning or goes away, never when one is added. */
export const REPORT_SCHEMA_VERSION = 1;

/**
 * The JSON document, of the same form on failure as on success. `breaches` is all that a failing run needs to be acted
 * on; `reports` has every check, and `trust` in each the date of the root.
 */
export interface ReportDocument {
  readonly version: typeof REPORT_SCHEMA_VERSION;
  /** The worst of the reports. */
  readonly verdict: Report['verdict'];
  /** Everything that is wrong, the likeliest cause first; empty on pass. */
  readonly breaches: readonly Breach[];
  /** In the order given. Checks that did not hold have `expected`, `actual`, `pointer` and `hint`. */
  readonly reports: readonly Report[];
}

/** The JSON document as a value. Pure. */
export function toDocument(outcome: Outcome): ReportDocument {
  return {
    version: REPORT_SCHEMA_VERSION,
    verdict: overallVerdict(outcome),
    breaches: allBreaches(outcome),
    reports: outcome.reports.map(complete),
  };
}

/**
 * The JSON document with a final newline, safe to print (T16). Pure.
 * @see `@provkit/predicate/report.schema.json`
 */
export function toJson(outcome: Outcome): string {
  return `${printableJson(toDocument(outcome))}\n`;
}

function complete(report: Report): Report {
  const attestations = report.attestations.map((attestation) => ({
    ...attestation,
    checks: attestation.checks.map((check) => completeCheck(check) ?? check),
  }));
  return { ...report, attestations };
}
