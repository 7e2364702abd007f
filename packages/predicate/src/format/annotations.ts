import type { Report } from '../report.ts';
import { type Breach, isBreach, labelOf, namesOf } from './breach.ts';
import { allBreaches, type Outcome } from './outcome.ts';
import { printable } from './printable.ts';
import { shorten } from './shorten.ts';

/** GitHub shows this many of each level per step, and drops the others without a word. */
const MOST_PER_LEVEL = 10;
/** UTF-16 units. */
const LONGEST_VALUE = 500;

type Level = 'error' | 'warning' | 'notice';

interface Annotation {
  readonly level: Level;
  readonly title: string;
  /** Each one line of the annotation. */
  readonly lines: readonly string[];
}

/**
 * Workflow commands that make annotations of a GitHub Actions run: an error for each check that does not hold, a warning
 * for what could not be decided or is odd, a notice for what was not asked for. At most ten of each level, which is
 * what GitHub shows; the last then says how many there are more. Evidence can start no command (T16). Pure.
 * @returns lines that end with `\n`; empty when there is nothing to say
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function toAnnotations(outcome: Outcome): string {
  const all = [...allBreaches(outcome).map(breachAnnotation), ...outcome.reports.flatMap(remarks)];
  const shown = (['error', 'warning', 'notice'] as const).flatMap((level) =>
    atMostTen(all.filter((annotation) => annotation.level === level)),
  );
  return shown.map((annotation) => `${command(annotation)}\n`).join('');
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

function atMostTen(annotations: readonly Annotation[]): readonly Annotation[] {
  const [first] = annotations;
  if (!first || annotations.length <= MOST_PER_LEVEL) return annotations;
  const shown = annotations.slice(0, MOST_PER_LEVEL - 1);
  const more = `${annotations.length - shown.length} more: the report has them all`;
  return [...shown, { level: first.level, title: 'provkit', lines: [more] }];
}

function command({ level, title, lines }: Annotation): string {
  return `::${level} title=${escapeProperty(printable(title))}::${lines.map((line) => escapeData(printable(line))).join('%0A')}`;
}

/** As the runner reads the text of a command. @see actions/toolkit packages/core/src/command.ts */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** As the runner reads a property of a command, which also ends at a colon or comma. */
function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
