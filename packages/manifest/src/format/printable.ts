/** C0 and C1 control characters, line ends of Unicode, and what makes a text read as another (Trojan Source). */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A value from a manifest as text of one line that a terminal or log shows as it is: control characters become `\u{…}`,
 * so that a note cannot move the cursor, forge a line or start a workflow command (T16).
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (char) => `\\u{${char.codePointAt(0)?.toString(16) ?? ''}}`);
}
