import type { CheckResult } from './checks/check-result.ts';
import type { Report } from './report.ts';

/**
 * The verdict in one line: what was proven, or which check failed first, what was expected and what was found. Pure.
 * @example
 * if (report.verdict !== 'pass') throw new Error(explain(report));
 */
export function explain(report: Report): string {
  const names = report.artifacts.map(({ name }) => name).join(', ');
  if (report.verdict === 'pass') {
    const { repository, ref, commit } = report.provenance.source;
    return `${names}: built from ${repository} at ${ref} (${commit.slice(0, 12)}), signed by ${report.signer.san}`;
  }
  const [problem] = report.sources.flatMap(({ degraded }) => degraded);
  if (problem) return `${names}: ${report.failureReason}: ${problem.message}`;
  const failed = firstFailure(report);
  if (!failed) return `${names}: ${report.failureReason}: there is no attestation`;
  const { expected, actual, pointer, message } = failed;
  const compared =
    expected === undefined ? '' : `; expected ${expected}, found ${actual ?? 'nothing'}`;
  const place = pointer === undefined ? '' : ` at ${pointer}`;
  return `${names}: ${report.failureReason}: ${message}${compared}${place}`;
}

function firstFailure({
  attestations,
  published = [],
  ...report
}: Report): CheckResult | undefined {
  return [...attestations, ...published]
    .flatMap(({ checks }) => checks)
    .find(
      ({ status, reason }) =>
        status === report.verdict && 'failureReason' in report && reason === report.failureReason,
    );
}
