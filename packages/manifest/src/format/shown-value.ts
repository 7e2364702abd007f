import type { JsonValue } from '@provkit/json';
import { fitPrintable } from '@provkit/text';

/** UTF-16 units, of which the last says that there are more. */
const LONGEST = 101;

/** A value for people, in one line: text as it is, everything else as JSON; shortened to 100 characters. */
export function shownValue(value: JsonValue | undefined): string {
  if (value === undefined) return '–';
  return fitPrintable(typeof value === 'string' ? value : JSON.stringify(value), LONGEST);
}
