/** What stands at the end of a text of which something was left out. */
const MORE = '…';

/**
 * A text of at most `most` UTF-16 units, then how much was left out: evidence may be megabytes long, and a line of it must
 * stay readable. No character is cut in half. Pure.
 */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, most).replace(/[\ud800-\udbff]$/, ''); // no half of a pair
  return `${kept}${MORE} (${text.length - kept.length} more characters)`;
}

/**
 * The text as `form` writes it, in at most `most` UTF-16 units: where it does not fit, the longest beginning that does,
 * and `…`. What is cut is the text and not its escaped form, so that no escape is cut. Slack does not say what it counts as
 * a character; units are never fewer. Pure.
 * @param form gives each text and, within it, each character its own form, as `escapeMarkup` does
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
