import { printableJson, shorten } from '@provkit/text';

/** One value of an entry. Code points. */
const LONGEST_VALUE = 200;
/** Members and elements of one object or array; an entry has some thirty. */
const MOST_MEMBERS = 60;
const DEEPEST = 4;

/** Part of a manifest entry as JSON of several lines, and how much of it there is not. */
export interface Snippet {
  readonly text: string;
  /** 0 when all of it is there. */
  readonly omittedLines: number;
}

/**
 * A manifest entry as JSON for people: long values are shortened, and of many lines the first that fit are kept (S4.3).
 * Pure.
 * @param entry redacted
 * @param most length in UTF-16 units
 */
export function manifestSnippet(entry: unknown, most: number): Snippet {
  const lines = printableJson(bounded(entry, DEEPEST)).split('\n');
  let length = 0;
  const kept = lines.filter((line) => {
    length += line.length + 1;
    return length - 1 <= most;
  });
  return { text: kept.join('\n'), omittedLines: lines.length - kept.length };
}

function bounded(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return shorten(value, LONGEST_VALUE);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return '…';
  if (Array.isArray(value)) {
    return value.slice(0, MOST_MEMBERS).map((item) => bounded(item, depth - 1));
  }
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MOST_MEMBERS)
      .map(([name, member]) => [shorten(name, LONGEST_VALUE), bounded(member, depth - 1)]),
  );
}
