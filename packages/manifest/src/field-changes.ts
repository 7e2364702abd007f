import type { JsonValue } from '@provkit/json';
import { isEqual } from './is-equal.ts';

/** The members of an object by name; one that is `undefined` is absent. */
export type Members = { readonly [name: string]: JsonValue | undefined };

/** One field that is new (`before` is absent), gone (`after` is absent) or has another value. */
export interface FieldChange {
  readonly field: string;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
}

/** In which members two objects differ: in the order of the earlier one’s, then new ones. Pure. */
export function fieldChanges(old: Members, now: Members): FieldChange[] {
  const changes: FieldChange[] = [];
  for (const [field, before] of Object.entries(old)) {
    const after = now[field];
    if (before === undefined || isEqual(before, after)) continue;
    changes.push(after === undefined ? { field, before } : { field, before, after });
  }
  for (const [field, after] of Object.entries(now)) {
    if (after !== undefined && old[field] === undefined) changes.push({ field, after });
  }
  return changes;
}
