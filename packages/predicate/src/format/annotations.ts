import { type Annotation, annotationCommands, shorten } from '@provkit/text';
import type { Report } from '../report.ts';
import { type Breach, isBreach, labelOf, namesOf } from './breach.ts';
import { allBreaches, type Outcome } from './outcome.ts';

/** UTF-16 units. */
const LONGEST_VALUE = 500;

/**
 * Workflow commands that make annotations of a GitHub Actions run: an error for each check that does not hold, a warning
 * for what could not be decided or is odd, a notice for what was not asked for. At most ten of each level, which is
 * what GitHub shows; the last then says how many there are more. Evidence can start no command (T16). Pure.
 * @returns lines that end with `\n`; empty when there is nothing to say
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function toAnnotations(outcome: Outcome): string {
  const all = [...allBreaches(outcome).map(breachAnnotation), ...outcome.reports.flatMap(remarks)];
  return annotationCommands(all, 'provkit');
}

function breachAnnotation(breach: Breach): Annotation {
  const { artifact, attestation, check, status, reason, message, expected, actual, hint } = breach;
  const from = attestation === undefined ? '' : `; in ${labelOf({ ...breach, name: attestation })}`;
  return {
    level: status === 'fail' ? 'error' : 'warning',
    title: titleOf(reason, artifact),
    lines: [
      `${check === undefined ? '' : `${check}: `}${shorten(message, LONGEST_VALUE)}${from}`,
      `expected: ${shorten(expected, LONGEST_VALUE)}`,
      `found: ${shorten(actual, LONGEST_VALUE)}`,
      `to do: ${hint}`,
    ],
  };
}

/** What a person should see of a report that passes, and what is odd in any. */
function remarks(report: Report): readonly Annotation[] {
  const artifact = namesOf(report);
  const warnings = report.attestations.flatMap(({ checks, ...named }) =>
    checks.flatMap(({ id, warnings: found = [] }) =>
      found.map((text) => ({
        level: 'warning' as const,
        title: titleOf(id, artifact),
        lines: [`${shorten(text, LONGEST_VALUE)}; in ${labelOf(named)}`],
      })),
    ),
  );
  if (report.verdict !== 'pass') return warnings;
  const others = report.attestations.filter(({ checks }) => checks.some(isBreach));
  const notices = [
    ...report.sources.flatMap(({ source, degraded }) =>
      degraded.map(
        ({ reason, message }) => `${source}: ${reason}: ${shorten(message, LONGEST_VALUE)}`,
      ),
    ),
    ...report.notAsked.map((what) => `not asked for, so not checked: ${what}`),
    ...others.map(
      ({ failureReason = 'not judged', ...named }) =>
        `another attestation does not hold: ${labelOf(named)}: ${failureReason}`,
    ),
  ];
  if (notices.length === 0) return warnings;
  return [
    ...warnings,
    { level: 'notice', title: titleOf('provenance verified', artifact), lines: notices },
  ];
}

/** GitHub takes 255 characters. */
function titleOf(what: string, artifact: string): string {
  return `provkit: ${what}: ${shorten(artifact, 150)}`;
}
