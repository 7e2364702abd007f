/**
 * A text of at most `most` UTF-16 units, then how much was left out: evidence may be megabytes long, and a line of it
 * must stay readable. Pure.
 */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, most).replace(/[\ud800-\udbff]$/, ''); // no half of a pair
  return `${kept}… (${text.length - kept.length} more characters)`;
}
