import { printable } from './printable.ts';

/** What a code span cannot hold in a table: its own mark, the end of a cell, and `\`, which could undo an escape of it. */
const NO_SPAN = /[`|\\]|^\s|\s$|^$/;

/** Whatever could begin something in Markdown, HTML, a table or an address. */
const SPECIAL = /[&<>|\\`*_[\]~@#:!$"'{}^=]|(?<=www)\./gi;

/**
 * Text from a manifest in a cell of a Markdown table, as code: GitHub neither formats nor links nor mentions what is in it
 * (T16). A code span where one can hold it, else an element whose text is escaped.
 */
export function markdownCode(text: string): string {
  const line = printable(text);
  if (!NO_SPAN.test(line)) return `\`${line}\``;
  const escaped = line.replace(SPECIAL, (char) => `&#${char.charCodeAt(0)};`);
  return `<code>${escaped}</code>`;
}
