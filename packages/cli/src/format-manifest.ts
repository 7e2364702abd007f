import { diff, type Entry, type Manifest, type UpdateResult } from '@provkit/manifest';
import { diffToText } from '@provkit/manifest/format';
import { type Palette, printable, printableJson } from '@provkit/text';

/** A change that was made, or was not needed. */
export interface ShownChange extends UpdateResult {
  readonly before: Manifest;
  readonly location: string;
}

/** What a change did to the manifest, for people. */
export function changeText(change: ShownChange, palette: Palette): string {
  const { before, manifest, location, waitedMs, isChanged } = change;
  const wait = waitedMs > 0 ? `, after waiting ${waitedMs} ms for others` : '';
  const outcome = isChanged ? `written to ${printable(location)}${wait}` : 'nothing to write';
  return `${diffToText(diff(before, manifest), { palette })}${palette.dim(outcome)}\n`;
}

/** The same for programs: typed changes and the JSON patch. */
export function changeJson({
  before,
  manifest,
  isChanged,
  waitedMs,
  version,
}: ShownChange): string {
  const { changes, patch } = diff(before, manifest);
  return json({ isChanged, waitedMs, version, changes, patch });
}

/** Entries as a table; of one alone every field. */
export function entriesText(entries: readonly Entry[], palette: Palette): string {
  const [first] = entries;
  if (!first) return 'no entries\n';
  if (entries.length === 1) return fieldsText(first, palette);
  const rows = entries.map(cellsOf);
  const widths = COLUMNS.map((name, column) =>
    // no spread: as many arguments as a large manifest has entries overflow the stack
    rows.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), name.length),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const lines = [palette.strong(line(COLUMNS)), ...rows.map(line)];
  return `${lines.join('\n')}\n${palette.dim(`${entries.length} entries`)}\n`;
}

/** Entries as a Markdown table. */
export function entriesMarkdown(entries: readonly Entry[], code: (text: string) => string): string {
  const rows = entries.map(
    (entry) =>
      `| ${cellsOf(entry)
        .map((cell) => (cell === '' ? '–' : code(cell)))
        .join(' | ')} |`,
  );
  return [`| ${COLUMNS.join(' | ')} |`, `|${'---|'.repeat(COLUMNS.length)}`, ...rows, ''].join(
    '\n',
  );
}

/** Entries for programs, as they are. */
export function entriesJson(entries: readonly Entry[]): string {
  return json(entries);
}

const COLUMNS = ['tag', 'run', 'attempt', 'status', 'reason', 'verified at'] as const;

function cellsOf({ tag, run_id, run_attempt, status, failure_reason, verified_at }: Entry) {
  return [
    printable(tag),
    run_id,
    String(run_attempt),
    status,
    failure_reason ?? '',
    verified_at ?? '',
  ];
}

function fieldsText(entry: Entry, palette: Palette): string {
  const fields = Object.entries(entry);
  const width = Math.max(...fields.map(([name]) => name.length));
  const lines = fields.map(([name, value]) => {
    const shown = typeof value === 'string' ? value : JSON.stringify(value);
    return `${palette.dim(name.padEnd(width))}  ${printable(shown)}`;
  });
  return `${lines.join('\n')}\n`;
}

function json(value: unknown): string {
  return `${printableJson(value)}\n`;
}
