import { fitPrintable, printable } from './printable.ts';
import { shorten } from './shorten.ts';

/** Longer evidence is cut, so that no value fills the page. UTF-16 units. */
const LONGEST_VALUE = 400;
/** What does not show takes more room than it has characters. UTF-16 units. */
const LONGEST_SHOWN = 800;
/** UTF-16 units. */
const LONGEST_SENTENCE = 2000;

/**
 * A word that is nothing but a word in Markdown, mrkdwn, HTML and to GitHub, with the punctuation of a sentence around it.
 * Seven hex digits or more could be a commit, which GitHub links.
 */
const PLAIN_WORD =
  /^[("“]*(?!(?:[a-f]{7,})(?![A-Za-z]))(?:[A-Za-z]+(?:[-’'][A-Za-z]+)*|[0-9]{1,6})[)"”]*[.,;:!?…]*$/i;
/** Punctuation around a word that is more than one. */
const AROUND = /^([("“]*)(.*?)([)"”.,;:!?…]*)$/s;

/** What a code span in a table cannot hold: its own mark, the end of a cell, and `\`, which could undo an escape of it. */
const NO_SPAN = /[`|\\]|^\s|\s$|^$/;
/** Whatever could begin something in Markdown, HTML, a table or an address. */
const SPECIAL = /[&<>|\\`*_[\]~@#:!$"'{}^=]|(?<=www)\./gi;

/** How evidence is set apart: `codeSpan` in Markdown, code elements in HTML, and what Slack has for it. */
export type Quote = (evidence: string) => string;

/** Evidence as text of one line, cut where it is very long. Pure. */
export function shownEvidence(evidence: string): string {
  if (evidence === '') return '(empty)';
  const shown = printable(shorten(evidence, LONGEST_VALUE));
  return shown.length <= LONGEST_SHOWN ? shown : fitPrintable(evidence, LONGEST_SHOWN);
}

/**
 * Evidence as a code span of Markdown, which nothing in it can end, and in which nothing is a link, a mention, a reference
 * (`#1`, `GH-1`, a commit) or HTML (T16). Not for tables: a bar would end the cell. Pure.
 */
export function codeSpan(evidence: string): string {
  const text = shownEvidence(evidence);
  const fence = fenceFor(text, 1);
  // one blank at each end is taken off again, unless there is nothing else
  const pad = /^`|`$|^ .*[^ ].* $/.test(text) ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}

/** Evidence as code in a cell of a Markdown table: a span where one can hold it, else an element with all escaped. Pure. */
export function tableCode(evidence: string): string {
  const text = shownEvidence(evidence);
  if (!NO_SPAN.test(text)) return `\`${text}\``;
  return `<code>${text.replace(SPECIAL, (char) => `&#${char.charCodeAt(0)};`)}</code>`;
}

/**
 * A sentence that has evidence in it: what is more than a word or a number is quoted, so that a message of ours reads as it
 * was meant and nothing in it can become a link, a mention, an emoji or HTML (T16). Pure.
 * @param most length in UTF-16 units; of a longer sentence the first words, and `…`
 */
export function prose(sentence: string, quote: Quote, most = LONGEST_SENTENCE): string {
  const words: string[] = [];
  let length = 0;
  for (const word of sentence.split(' ', most)) {
    if (word === '') continue;
    // a number would begin a list
    const isPlain = PLAIN_WORD.test(word) && !(words.length === 0 && /^\d/.test(word));
    const said = isPlain ? word : quoted(word, quote);
    length += said.length + 1;
    words.push(length > most - 2 ? '…' : said);
    if (length > most - 2) break;
  }
  return words.join(' ');
}

/** Text of several lines as a fenced block of code, which nothing in it can end. Its lines must be printable. Pure. */
export function fencedCode(text: string, language: 'json' | 'text'): string {
  const fence = fenceFor(text, 3);
  return `${fence}${language}\n${text}\n${fence}`;
}

function quoted(word: string, quote: Quote): string {
  if (word.length > LONGEST_VALUE) return quote(word); // of a megabyte of dots, AROUND would try every one
  const [, before = '', rest = '', after = ''] = AROUND.exec(word) ?? [];
  return rest === '' ? quote(word) : `${before}${quote(rest)}${after}`;
}

function fenceFor(text: string, least: number): string {
  const longest = Math.max(least - 1, ...(text.match(/`+/g) ?? []).map((ticks) => ticks.length));
  return '`'.repeat(longest + 1);
}
