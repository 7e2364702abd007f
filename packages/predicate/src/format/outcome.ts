import type { Report } from '../report.ts';
import { type Breach, breachesOf } from './breach.ts';

/** All that is written: the reports, and what no report tells of. Plain JSON. */
export interface Outcome {
  readonly reports: readonly Report[];
  /** What went wrong beside them, for example before there was anything to verify. */
  readonly problems?: readonly Breach[];
  /** What the caller makes of it all; the worst of reports and problems unless stated. Never a pass. */
  readonly verdict?: 'fail' | 'inconclusive';
  /** What else a reader should see, as label and value; for example what was written to the manifest. */
  readonly facts?: readonly (readonly [label: string, value: string])[];
  /** When, for what no report tells of: UTC, ISO 8601. */
  readonly at?: string;
}

/**
 * The worst verdict decides, unless the caller has stated one: one failure makes all fail, one undecided, or nothing at
 * all, makes all undecided. Pure.
 */
export function overallVerdict({ reports, problems = [], verdict }: Outcome): Report['verdict'] {
  if (verdict !== undefined) return verdict;
  const verdicts = [
    ...reports.map(({ verdict }) => verdict),
    ...problems.map(({ status }) => status),
  ];
  if (verdicts.includes('fail')) return 'fail';
  return verdicts.includes('inconclusive') || verdicts.length === 0 ? 'inconclusive' : 'pass';
}

/** Everything that is wrong: what no report tells of, then report by report. Pure. */
export function allBreaches({ reports, problems = [] }: Outcome): readonly Breach[] {
  return [...problems, ...reports.flatMap(breachesOf)];
}
