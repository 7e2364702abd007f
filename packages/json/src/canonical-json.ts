import type { JsonValue } from './parse-json.ts';

/**
 * The one text of a JSON value, for digests: no white space, members in the order of their names' UTF-16 units, numbers
 * and strings as ECMAScript writes them. Members that are `undefined` are left out. Pure.
 * @see RFC 8785 (JCS)
 */
export function canonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}
