import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Tests of all suites together. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly reports: number;
}

/** The members of vitest's JSON report that are counted. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly success: boolean;
}

/**
 * Sums the vitest reports (`*.json`) of a folder. A run that failed without a failed test, as when a file does not even
 * load, counts as one failure.
 */
export function countTests(folder: string): TestCounts {
  const reports = globSync('*.json', { cwd: folder }).map(
    (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as VitestReport, // written by vitest
  );
  const sum = (count: (report: VitestReport) => number) =>
    reports.reduce((total, report) => total + count(report), 0);
  return {
    passed: sum(({ numPassedTests }) => numPassedTests),
    failed: sum(({ numFailedTests, success }) => Math.max(numFailedTests, success ? 0 : 1)),
    skipped: sum(({ numPendingTests, numTodoTests }) => numPendingTests + numTodoTests),
    reports: reports.length,
  };
}
