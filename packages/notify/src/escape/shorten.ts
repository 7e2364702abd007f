/** What stands at the end of a text of which something was left out. */
const MORE = '…';

/**
 * A text of at most `most` code points; of a longer one the beginning and how much was left out. No character is cut in
 * half. Pure.
 */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const points = Array.from(text);
  if (points.length <= most) return text;
  return `${points.slice(0, most).join('')}${MORE} (${points.length - most} more characters)`;
}

/**
 * The text as `form` writes it, in at most `most` UTF-16 units: where it does not fit, the longest beginning that does,
 * and `…`. What is cut is the text and not its escaped form, so that no escape is cut. Slack does not say what it counts as
 * a character; units are never fewer. Pure.
 * @param form gives each text and, within it, each character its own form, as `escapeMrkdwn` does
 */
export function fitEscaped(text: string, most: number, form: (text: string) => string): string {
  if (text.length <= most) {
    const whole = form(text);
    if (whole.length <= most) return whole;
  }
  let shown = '';
  for (const char of text) {
    const next = shown + form(char);
    if (next.length + MORE.length > most) break;
    shown = next;
  }
  return `${shown}${MORE}`;
}
