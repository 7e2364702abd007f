import { type JsonValue, pointerOf } from '@provkit/json';
import { type FieldChange, fieldChanges } from './field-changes.ts';
import { isEqual } from './is-equal.ts';

/**
 * One step of a JSON patch; `path` and `from` are JSON pointers.
 * @see RFC 6902 section 4
 */
export type Operation =
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: JsonValue }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'move'; readonly from: string; readonly path: string };

/** Appends to `operations` what makes the changes in the object at `path`. */
export function patchFields(
  changes: readonly FieldChange[],
  path: string,
  operations: Operation[],
): void {
  for (const { field, before, after } of changes) {
    const place = `${path}${pointerOf([field])}`;
    if (after === undefined) operations.push({ op: 'remove', path: place });
    else if (before === undefined) operations.push({ op: 'add', path: place, value: after });
    else patchValue(before, after, place, operations);
  }
}

/** What makes one JSON value of another, unequal one: members by name, elements by their place. */
function patchValue(
  before: JsonValue,
  after: JsonValue,
  path: string,
  operations: Operation[],
): void {
  if (isArray(before) && isArray(after)) patchArray(before, after, path, operations);
  else if (isObject(before) && isObject(after)) {
    patchFields(fieldChanges(before, after), path, operations);
  } else operations.push({ op: 'replace', path, value: after });
}

/** What is equal at the front and at the back stays; between, elements are replaced, then removed or added. */
function patchArray(
  before: readonly JsonValue[],
  after: readonly JsonValue[],
  path: string,
  operations: Operation[],
): void {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && isEqual(before[start], after[start])) start += 1;
  let [from, to] = [before.length, after.length];
  while (from > start && to > start && isEqual(before[from - 1], after[to - 1])) {
    from -= 1;
    to -= 1;
  }
  const shared = Math.min(from, to);
  for (let at = start; at < shared; at += 1) {
    const [old = null, now = null] = [before[at], after[at]];
    if (!isEqual(old, now)) patchValue(old, now, `${path}/${at}`, operations);
  }
  for (let at = from - 1; at >= shared; at -= 1) {
    operations.push({ op: 'remove', path: `${path}/${at}` });
  }
  for (let at = shared; at < to; at += 1) {
    operations.push({ op: 'add', path: `${path}/${at}`, value: after[at] ?? null });
  }
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isObject(value: JsonValue): value is { readonly [name: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
