import { type Palette, PLAIN, printable } from '@provkit/text';
import type { LocatedFinding } from '../lint-text.ts';
import { changeOf, type LintedFile, verdictOf } from './linted-file.ts';

/** A screen or two; the JSON report has them all. */
const MOST_FINDINGS = 200;

/** Findings for people: a place and what is wrong, then what to do; at the end the counts. Pure. */
export function lintToText(
  files: readonly LintedFile[],
  { palette = PLAIN }: { readonly palette?: Palette } = {},
): string {
  const lines = files.flatMap((file) => linesOf(file, palette));
  const { bad, good } = palette;
  const isGood = files.every(({ findings }) =>
    findings.every(({ severity }) => severity !== 'error'),
  );
  return `${[...lines, (isGood ? good : bad)(verdictOf(files))].join('\n')}\n`;
}

function linesOf(file: LintedFile, palette: Palette): readonly string[] {
  const path = printable(file.path);
  const shown = file.findings.slice(0, MOST_FINDINGS);
  const rest = file.findings.length - shown.length;
  const change = changeOf(file);
  return [
    ...shown.flatMap((finding) => findingLines(path, finding, palette)),
    ...(rest > 0 ? [`${path}: and ${rest} more`] : []),
    ...(change === undefined ? [] : [palette.dim(`${path}: ${printable(change)}`)]),
  ];
}

function findingLines(
  path: string,
  { line, column, rule, severity, message, entry, fix }: LocatedFinding,
  palette: Palette,
): readonly string[] {
  const mark = severity === 'error' ? palette.bad : palette.strong;
  const who = entry ? `${printable(entry.tag)} (run ${entry.run_id}): ` : '';
  return [
    `${path}:${line}:${column}: ${mark(severity)} ${palette.strong(rule)}: ${who}${printable(message)}`,
    `    ${palette.dim(fix)}`,
  ];
}
