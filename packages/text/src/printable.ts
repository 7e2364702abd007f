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
 * Text from outside as one line that is shown as it is: what does not show becomes `\u{…}`, so that a name in a bundle or a
 * manifest cannot move the cursor, forge a line, pass for another name, start a workflow command or be taken for the marker
 * of an Issue (T3, T16). The same text again when it is given its own result. Pure.
 */
export function printable(text: string): string {
  return visible(withoutMarks(text));
}

/**
 * The same in at most `most` UTF-16 units: where it does not fit, the longest beginning that does, and `…`. Marks are looked
 * for in the whole text, since one character of a mark is none. Pure.
 * @param form gives each printable character its own form, as `escapeMarkup` does
 */
export function fitPrintable(
  text: string,
  most: number,
  form: (text: string) => string = (shown) => shown,
): string {
  return fitEscaped(withoutMarks(text), most, (part) => form(visible(part)));
}

/**
 * JSON, indented by two and without a final newline, in which no character is invisible and no mark can be read: strings are
 * written with JSON's own escapes, which changes the text and not the value. Pure.
 */
export function printableJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(UNPRINTABLE_JSON, jsonEscapes);
}

/**
 * The same in JSON. The line feeds that indent it are ours, inside strings it has escaped them; no line of it begins with a
 * colon.
 */
const UNPRINTABLE_JSON = new RegExp(`<(?=!--)|(?<=##)\\[|(?!\\n)(?:${UNPRINTABLE.source})`, 'gu');

function visible(text: string): string {
  return text.replace(UNPRINTABLE, (char) => `\\u{${char.codePointAt(0)?.toString(16) ?? ''}}`);
}

function withoutMarks(text: string): string {
  return MARKS.reduce((line, [mark, by]) => line.replace(mark, by), text);
}

/** JSON escapes UTF-16 units, not characters (RFC 8259, 7). */
function jsonEscapes(text: string): string {
  return Array.from(
    { length: text.length },
    (_, index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}
