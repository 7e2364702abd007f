/**
 * What does not show, or makes a text read as another (Trojan Source): control, format, direction and invisible
 * characters, separators of lines, blanks other than the space, halves of surrogate pairs and noncharacters.
 */
const UNPRINTABLE =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]|(?! )\p{Zs}/gu;

/**
 * What GitHub's runner takes for a workflow command: `##[` anywhere in a line, and `::` where it begins.
 * @see actions/runner src/Runner.Common/ActionCommand.cs
 */
const COMMANDS = [
  [/##\[/g, '##\\u{5b}'],
  [/^( *):(?=:)/, '$1\\u{3a}'],
] as const;

/**
 * A value from a manifest as text of one line that a terminal or log shows as it is: what does not show becomes `\u{…}`,
 * so that a note cannot move the cursor, forge a line, pass for another or start a workflow command (T16). Pure.
 */
export function printable(text: string): string {
  const shown = text.replace(
    UNPRINTABLE,
    (char) => `\\u{${char.codePointAt(0)?.toString(16) ?? ''}}`,
  );
  return COMMANDS.reduce((line, [pattern, by]) => line.replace(pattern, by), shown);
}
