import { codeSpan, fencedCode, prose, tableCode } from '@provkit/text';
import { markdownLink } from '../escape/markdown-link.ts';
import type { AlertView } from './alert-view.ts';
import { manifestSnippet } from './manifest-snippet.ts';
import { restOf } from './rest-of.ts';

/** An Issue has room for it. UTF-16 units. */
const LONGEST_SNIPPET = 8000;
/** How GitHub colours what is to be done now. @see https://docs.github.com/get-started/writing-on-github (alerts) */
const CALLOUTS = {
  critical: 'CAUTION',
  warning: 'WARNING',
  info: 'NOTE',
} as const satisfies Record<AlertView['severity'], string>;

/** What happened, what is to be done now, and why it matters: the first thing that is seen. */
export function summaryPart({ words, severity }: AlertView): string {
  return [
    `**${words.what}**`,
    '',
    `> [!${CALLOUTS[severity]}]`,
    `> **${words.now}**`,
    `> ${words.matters}`,
  ].join('\n');
}

/** A cell of a table: the reason, linked to its page. */
export function reasonPart({ reason, words, links }: AlertView): string {
  const explained =
    links.reason === undefined ? '' : ` (${markdownLink('what it means', links.reason)})`;
  return `${tableCode(reason)}, class ${words.class}${explained}`;
}

/** A cell of a table: the run, linked to. */
export function runPart({ runId, runAttempt, links }: AlertView): string {
  const run = `${tableCode(runId)}, attempt ${runAttempt}`;
  return links.run === undefined ? run : `${run} (${markdownLink('open run', links.run)})`;
}

/** A cell of a table: where the artifact is; no link, since nobody should fetch a rejected one with a click. */
export function artifactPart({ artifactUrl }: AlertView): string {
  return artifactUrl === undefined ? 'none recorded' : tableCode(artifactUrl);
}

/** A table of facts without a head. @param rows a name of ours, and a cell */
export function factRows(...rows: readonly (readonly [string, string])[]): readonly string[] {
  return ['| | |', '|---|---|', ...rows.map(([name, cell]) => `| \`${name}\` | ${cell} |`)];
}

/** What the validator found, in its own words. */
export function foundPart({ detail }: AlertView): string {
  if (detail === undefined) return 'The validator gave no detail. Open the run for its log.';
  const shown = prose(detail, codeSpan);
  return `${shown}${restOf(shown)}`;
}

/** What to do, as a list. */
export function stepsPart({ words, links }: AlertView): string {
  const runbook =
    links.runbook === undefined
      ? []
      : [`Go on as the ${markdownLink('runbook', links.runbook)} says.`];
  return [words.now, words.first, ...words.after]
    .map((step) => prose(step, codeSpan))
    .concat(runbook)
    .map((step, index) => `${index + 1}. ${step}`)
    .join('\n');
}

/** The manifest entry as a block of JSON, and where the rest of it is. */
export function entryPart({ entry, links }: AlertView): string {
  if (entry === undefined) return 'There is no entry of this run in the manifest.';
  const { text, omittedLines } = manifestSnippet(entry, LONGEST_SNIPPET);
  const manifest =
    links.manifest === undefined ? 'manifest' : markdownLink('manifest', links.manifest);
  const rest = omittedLines === 0 ? [] : ['', `${omittedLines} more lines are in the ${manifest}.`];
  return [fencedCode(text, 'json'), ...rest].join('\n');
}
