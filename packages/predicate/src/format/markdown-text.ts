import { printable } from './printable.ts';
import { shorten } from './shorten.ts';

/** Longer evidence is cut, so that no section fills the page. UTF-16 units. */
const LONGEST_VALUE = 400;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A word that is nothing but a word in Markdown, in HTML and to GitHub, with the punctuation of a sentence around it. */
const PLAIN_WORD = /^[("“]*(?:[A-Za-z]+(?:[-’'][A-Za-z]+)*|[0-9]{1,6})[)"”]*[.,;:!?…]*$/;
/** Punctuation around a word that is more than one. */
const AROUND = /^([("“]*)(.*?)([)"”.,;:!?…]*)$/s;

/** How evidence is set apart: `codeSpan` in Markdown, `htmlCode` in HTML. */
export type Quote = (evidence: string) => string;

/**
 * Evidence as a code span of Markdown, which nothing in it can end, and in which nothing is a link, a mention or HTML
 * (T16). Not for tables: a bar would end the cell. Pure.
 */
export function codeSpan(evidence: string): string {
  const text = shown(evidence);
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((ticks) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  // one blank at each end is taken off again, unless there is nothing else
  const pad = /^`|`$|^ .*[^ ].* $/.test(text) ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}

/** Evidence as a code element, for blocks of HTML: Markdown does not look into them until a blank line (T16). Pure. */
export function htmlCode(evidence: string): string {
  return `<code>${escapeHtml(shown(evidence))}</code>`;
}

/**
 * A sentence that has evidence in it: what is more than a word or a number is quoted, so that a message of ours reads
 * as it was meant and nothing in it can become a link, a mention, an emoji or HTML (T16). Pure.
 */
export function prose(sentence: string, quote: Quote): string {
  return shorten(sentence, LONGEST_VALUE * 2)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => (PLAIN_WORD.test(word) ? escapeHtml(word) : quoted(word, quote)))
    .join(' ');
}

function quoted(word: string, quote: Quote): string {
  const [, before = '', rest = '', after = ''] = AROUND.exec(word) ?? [];
  return rest === '' ? quote(word) : `${escapeHtml(before)}${quote(rest)}${escapeHtml(after)}`;
}

function shown(evidence: string): string {
  return evidence === '' ? '(empty)' : printable(shorten(evidence, LONGEST_VALUE));
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
