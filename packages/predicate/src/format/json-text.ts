/** As in `printable`, but never the line feeds that indent the document: inside strings JSON has escaped them. */
const UNPRINTABLE =
  /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]|(?! )\p{Zs}/gu;

/**
 * A value as indented JSON with a final newline, in which every character shows: what does not is escaped, which changes
 * the text and not the value. So it can be printed to a terminal, or to the log of a workflow, in which `##[` would
 * begin a command (T16). Pure.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2)
    .replace(UNPRINTABLE, escaped)
    .replaceAll('##[', '##\\u005b');
  return `${text}\n`;
}

function escaped(char: string): string {
  return char
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
