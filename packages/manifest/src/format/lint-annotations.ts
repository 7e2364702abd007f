import type { LocatedFinding } from '../lint-text.ts';
import type { LintedFile } from './linted-file.ts';
import { printable } from './printable.ts';

/** GitHub shows this many of each level per step, and drops the others without a word. */
const MOST_PER_LEVEL = 10;

/**
 * The findings as workflow commands, which GitHub shows in the changed file: at most ten of each level, the last of which
 * then says how many more there are. No value from the manifest can start a command (T16). Pure.
 * @returns lines that end with `\n`; empty when there is nothing to say
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function lintToAnnotations(files: readonly LintedFile[]): string {
  const all = files.flatMap(({ path, findings }) => findings.map((finding) => ({ path, finding })));
  return (['error', 'warning'] as const)
    .flatMap((level) => atMostTen(all.filter(({ finding }) => finding.severity === level)))
    .map((line) => `${line}\n`)
    .join('');
}

interface Place {
  readonly path: string;
  readonly finding: LocatedFinding;
}

function atMostTen(places: readonly Place[]): readonly string[] {
  if (places.length <= MOST_PER_LEVEL) return places.map(command);
  const shown = places.slice(0, MOST_PER_LEVEL - 1);
  const level = shown[0]?.finding.severity ?? 'error';
  const rest = `::${level} title=provkit lint-manifest::${places.length - shown.length} more: the report has them all`;
  return [...shown.map(command), rest];
}

function command({ path, finding }: Place): string {
  const { severity, line, column, rule, entry, message, fix } = finding;
  const properties = Object.entries({
    file: path,
    line: String(line),
    col: String(column),
    title: `provkit lint-manifest: ${rule}`,
  }).map(([name, value]) => `${name}=${escapeProperty(printable(value))}`);
  const who = entry ? `${entry.tag} (run ${entry.run_id}): ` : '';
  const text = [`${who}${message}`, fix].map((part) => escapeData(printable(part))).join('%0A');
  return `::${severity} ${properties.join(',')}::${text}`;
}

/** As the runner reads the text of a command. @see actions/toolkit packages/core/src/command.ts */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** As the runner reads a property of a command, which also ends at a colon or comma. */
function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
