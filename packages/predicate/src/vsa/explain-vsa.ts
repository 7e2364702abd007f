import type { VsaReport } from './report.ts';

/**
 * The verdict in one line: who verified what at which levels, or which check failed first, what was expected and what
 * was found. Pure.
 * @example
 * if (report.verdict !== 'pass') throw new Error(explainVsa(report));
 */
export function explainVsa(report: VsaReport): string {
  const what = report.subjects.join(', ') || report.name;
  if (report.verdict === 'pass') {
    const { verifier, resourceUri, verifiedLevels } = report.summary;
    const levels = verifiedLevels.join(', ') || 'no level';
    return `${what}: verified by ${verifier.id} as ${resourceUri} at ${levels}`;
  }
  const failed = report.checks.find(({ status }) => status === 'fail');
  const { message = 'it was not reached', expected, actual = 'nothing', pointer } = failed ?? {};
  const compared = expected === undefined ? '' : `; expected ${expected}, found ${actual}`;
  const place = pointer === undefined ? '' : ` at ${pointer}`;
  return `${what}: ${report.failureReason}: ${message}${compared}${place}`;
}
