/** The longest text that a report shows, in UTF-16 units: a predicate may hold megabytes, and no right value does. */
const MOST = 2_000;

/** A value for people: text as it is, anything else as JSON; of what is longer than anything right, the beginning. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  if (text.length <= MOST) return text;
  return `${text.slice(0, MOST).toWellFormed()}… (${text.length} characters)`;
}
