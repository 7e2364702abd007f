import { type Palette, PLAIN, printable } from '@provkit/text';
import type { Change } from '../change.ts';
import { countEntries, type ManifestDiff } from '../diff.ts';
import type { FieldChange } from '../field-changes.ts';
import { shownValue } from './shown-value.ts';

export interface DiffTextOptions {
  /** Colours; none unless stated. */
  readonly palette?: Palette;
}

/** A diff for people: an entry a paragraph, a field a line, and a line with the counts at the end. Pure. */
export function diffToText(
  diff: Pick<ManifestDiff, 'changes'>,
  { palette = PLAIN }: DiffTextOptions = {},
): string {
  const lines = diff.changes.flatMap((change) => linesOf(change, palette));
  return `${[...lines, palette.strong(countsOf(diff))].join('\n')}\n`;
}

/** `1 added, 2 changed, 0 removed`, or that nothing is. */
export function countsOf(diff: Pick<ManifestDiff, 'changes'>): string {
  if (diff.changes.length === 0) return 'nothing changed';
  const { added, modified, removed } = countEntries(diff);
  return `${added} added, ${modified} changed, ${removed} removed`;
}

function linesOf(change: Change, palette: Palette): readonly string[] {
  switch (change.kind) {
    case 'manifest-changed':
      return [`${palette.strong('~')} ${fieldLine(change, palette)}`];
    case 'entry-added':
      return [palette.good(`+ ${nameOf(change.entry)}  ${change.entry.status}`)];
    case 'entry-removed':
      return [palette.bad(`- ${nameOf(change.entry)}  ${change.entry.status}`)];
    case 'entry-changed':
      return [
        palette.strong(`~ ${nameOf(change.after)}`),
        ...change.fields.map((field) => `    ${fieldLine(field, palette)}`),
      ];
  }
}

function nameOf({ tag, run_id }: { readonly tag: string; readonly run_id: string }): string {
  return `${printable(tag)} (run ${run_id})`;
}

function fieldLine({ field, before, after }: FieldChange, palette: Palette): string {
  const old = before === undefined ? '' : `${palette.bad(shownValue(before))} `;
  const now = after === undefined ? palette.dim('removed') : palette.good(shownValue(after));
  return `${field}: ${old}${palette.dim('→')} ${now}`;
}
