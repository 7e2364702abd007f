import { tableCode } from '@provkit/text';
import type { Change } from '../change.ts';
import type { ManifestDiff } from '../diff.ts';
import type { FieldChange } from '../field-changes.ts';
import type { Entry } from '../schema.ts';
import { countsOf } from './diff-text.ts';
import { shownValue } from './shown-value.ts';

/** A comment on GitHub holds 65,536 characters; a row has some 300. */
const MOST_ROWS = 150;

/** A diff as a Markdown table for a pull request; after 150 rows it says how many more there are. Pure. */
export function diffToMarkdown(diff: Pick<ManifestDiff, 'changes'>): string {
  const { changes } = diff;
  const heading = `**Release manifest: ${countsOf(diff)}**\n`;
  if (changes.length === 0) return heading;
  const rows = changes.slice(0, MOST_ROWS).map((change) => `| ${cellsOf(change).join(' | ')} |`);
  const rest = changes.length - rows.length;
  const more = rest > 0 ? [`\nand ${rest} more`] : [];
  return [heading, '| | release | run | fields |', '|---|---|---|---|', ...rows, ...more, ''].join(
    '\n',
  );
}

function cellsOf(change: Change): readonly string[] {
  switch (change.kind) {
    case 'manifest-changed':
      return ['changed', '–', '–', fieldCell(change)];
    case 'entry-added':
      return ['added', ...nameCells(change.entry), `status: ${tableCode(change.entry.status)}`];
    case 'entry-removed':
      return [
        '**removed**',
        ...nameCells(change.entry),
        `status: ${tableCode(change.entry.status)}`,
      ];
    case 'entry-changed':
      return ['changed', ...nameCells(change.after), change.fields.map(fieldCell).join('<br>')];
  }
}

function nameCells({ tag, run_id }: Entry): readonly string[] {
  return [tableCode(tag), tableCode(run_id)];
}

function fieldCell({ field, before, after }: FieldChange): string {
  return `${tableCode(field)}: ${tableCode(shownValue(before))} → ${tableCode(shownValue(after))}`;
}
