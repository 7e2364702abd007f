/** As many UTF-16 units as a text may have that is kept. */
export const LONGEST_TEXT = 4096;

/**
 * A text that may be kept: no longer than that, with … where it was cut, and without halves of surrogate pairs, which no JSON that
 * is read again may hold. Pure.
 */
export function clipText(text: string, most: number = LONGEST_TEXT): string {
  const whole = text.toWellFormed();
  if (whole.length <= most) return whole;
  const end = most - 1;
  const isHalf = /[\uD800-\uDBFF]/.test(whole.charAt(end - 1));
  return `${whole.slice(0, isHalf ? end - 1 : end)}…`;
}
