import { tableCode } from '@provkit/text';
import type { LocatedFinding } from '../lint-text.ts';
import { changeOf, type LintedFile, verdictOf } from './linted-file.ts';
import { ruleUrl } from './rule-url.ts';
import { shownValue } from './shown-value.ts';

/** A comment on GitHub holds 65,536 characters; a row has some 500. */
const MOST_ROWS = 100;

/** The findings as a Markdown table for a step summary or a pull request; after 100 rows it says how many more. Pure. */
export function lintToMarkdown(files: readonly LintedFile[]): string {
  const rows = files.flatMap(({ path, findings }) => findings.map((found) => row(path, found)));
  const rest = rows.length - MOST_ROWS;
  const changes = files.flatMap((file) => {
    const change = changeOf(file);
    return change === undefined ? [] : [`- ${tableCode(file.path)}: ${tableCode(change)}`];
  });
  const table = [
    '| | where | release | what | to do |',
    '|---|---|---|---|---|',
    ...rows.slice(0, MOST_ROWS),
    ...(rest > 0 ? [`\nand ${rest} more`] : []),
    '',
  ];
  return [
    `**Release manifest: ${verdictOf(files)}**`,
    '',
    ...(rows.length > 0 ? table : []),
    ...(changes.length > 0 ? [...changes, ''] : []),
  ].join('\n');
}

function row(path: string, { rule, severity, line, entry, message, fix }: LocatedFinding): string {
  const cells = [
    `${severity} [${rule}](${ruleUrl(rule)})`,
    tableCode(`${path}:${line}`),
    entry ? `${tableCode(entry.tag)} ${tableCode(entry.run_id)}` : '–',
    tableCode(shownValue(message)),
    fix.replaceAll('|', '\\|'),
  ];
  return `| ${cells.join(' | ')} |`;
}
