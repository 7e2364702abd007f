import { fitEscaped } from './shorten.ts';

/**
 * What does not show, or makes a text read as another (Trojan Source): control, format, direction and invisible
 * characters, separators of lines, blanks other than the space, halves of surrogate pairs and noncharacters.
 */
const UNPRINTABLE =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]|(?! )\p{Zs}/gu;

/**
 * What a reader of the text looks for, whatever shows it as: GitHub's runner (`##[` anywhere, `::` where a line begins;
 * actions/runner src/Runner.Common/ActionCommand.cs), and the marker of an Issue, which is a comment of HTML.
 */
const MARKS = [
  [/##\[/g, '##\\u{5b}'],
  [/^( *):(?=:)/, '$1\\u{3a}'],
  [/<!--/g, '<\\u{21}--'],
] as const;

/**
 * A text of one line that is shown as it is: what does not show becomes `\u{…}`, so that a tag or a reason cannot forge a
 * line, pass for another, start a workflow command or be taken for the marker of an Issue (T3, T16). Pure.
 */
export function printable(text: string): string {
  return visible(withoutMarks(text));
}

/**
 * The same in at most `most` UTF-16 units: where it does not fit, the longest beginning that does, and `…`. Marks are looked
 * for in the whole text, since one character of a mark is none. Pure.
 * @param form gives each printable character its own form, as `escapeMrkdwn` does
 */
export function fitPrintable(
  text: string,
  most: number,
  form: (text: string) => string = (shown) => shown,
): string {
  return fitEscaped(withoutMarks(text), most, (part) => form(visible(part)));
}

function visible(text: string): string {
  return text.replace(UNPRINTABLE, (char) => `\\u{${char.codePointAt(0)?.toString(16) ?? ''}}`);
}

function withoutMarks(text: string): string {
  return MARKS.reduce((line, [mark, by]) => line.replace(mark, by), text);
}

/** The same in JSON, no line of which begins with a colon. */
const JSON_MARKS = /<(?=!--)|(?<=##)\[/g;

/**
 * JSON, indented by two, in which no character is invisible and no mark can be read: strings are written with JSON's own
 * escapes, so that it can still be parsed. Pure.
 */
export function printableJson(value: unknown): string {
  return JSON.stringify(value, null, 2)
    .split('\n')
    .map((line) => line.replace(UNPRINTABLE, jsonEscapes).replace(JSON_MARKS, jsonEscapes))
    .join('\n');
}

/** JSON escapes UTF-16 units, not characters (RFC 8259, 7). */
function jsonEscapes(text: string): string {
  return Array.from(
    { length: text.length },
    (_, index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}
