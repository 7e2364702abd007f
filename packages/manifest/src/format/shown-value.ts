import type { JsonValue } from '@provkit/json';
import { printable } from './printable.ts';

const LONGEST = 100;

/** A value for people, in one line: text as it is, everything else as JSON; shortened to 100 characters. */
export function shownValue(value: JsonValue | undefined): string {
  if (value === undefined) return '–';
  const text = printable(typeof value === 'string' ? value : JSON.stringify(value));
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
