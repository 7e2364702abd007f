import type { JsonValue } from '@provkit/json';
import { isEqual } from './is-equal.ts';
import { type Pairing, pairEntries } from './pair-entries.ts';
import { patchOf } from './patch.ts';
import type { Members, Operation } from './patch-value.ts';
import type { Entry, Manifest } from './schema.ts';

/** One field that is new, gone (`after` is absent) or has another value. */
export interface FieldChange {
  readonly field: string;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
}

/** One thing that changed. `index` is that of the manifest the entry is in: the later one, but for a removed entry. */
export type Change =
  | ({ readonly kind: 'manifest-changed' } & FieldChange)
  | { readonly kind: 'entry-removed'; readonly index: number; readonly entry: Entry }
  | { readonly kind: 'entry-added'; readonly index: number; readonly entry: Entry }
  | {
      readonly kind: 'entry-changed';
      readonly index: number;
      readonly before: Entry;
      readonly after: Entry;
      /** In the order of the earlier entry’s members, then new ones. */
      readonly fields: readonly FieldChange[];
    };

/** What lies between two manifests. */
export interface ManifestDiff {
  /** For programs and people: the manifest's own fields, then removed entries, then the others in their later order. */
  readonly changes: readonly Change[];
  /** For machines: applied to the earlier manifest it gives the later one (RFC 6902). */
  readonly patch: readonly Operation[];
}

/** How many entries a change touches (`governance.manifest_diff_count`). */
export interface EntryCounts {
  readonly added: number;
  readonly modified: number;
  readonly removed: number;
}

/**
 * Compares two manifests. Entries are told apart by `tag` and `run_id`, so that an insertion at the front is one change
 * and another order is none, though the patch restores it; everything else is compared by its place. Pure.
 * @example
 * const { changes, patch } = diff(before, after);
 */
export function diff(before: Manifest, after: Manifest): ManifestDiff {
  const isUnchanged = new Uint8Array(after.entries.length);
  const pairing = pairEntries(before.entries, after.entries, (from, to) => {
    if (isEqual(before.entries[from], after.entries[to])) isUnchanged[to] = 1;
  });
  const changes: Change[] = fieldChanges(before, after, 'entries').map((change) => ({
    kind: 'manifest-changed',
    ...change,
  }));
  for (const index of pairing.removed) {
    const entry = before.entries[index];
    if (entry) changes.push({ kind: 'entry-removed', index, entry });
  }
  const touched: number[] = [];
  for (let index = 0; index < after.entries.length; index += 1) {
    if (isUnchanged[index] === 1) continue;
    const change = changeAt(index, before, after, pairing);
    if (!change) continue;
    changes.push(change);
    touched.push(index);
  }
  return { changes, patch: patchOf(before, after, pairing, touched) };
}

function changeAt(
  index: number,
  before: Manifest,
  after: Manifest,
  { beforeOf }: Pairing,
): Change | undefined {
  const entry = after.entries[index];
  const old = before.entries[beforeOf[index] ?? -1];
  if (!entry) return undefined;
  if (!old) return { kind: 'entry-added', index, entry };
  const fields = fieldChanges(old, entry);
  return { kind: 'entry-changed', index, before: old, after: entry, fields };
}

/** Counts the entries that were added, modified and removed. Pure. */
export function countEntries({ changes }: Pick<ManifestDiff, 'changes'>): EntryCounts {
  const count = (kind: Change['kind']) => changes.filter((change) => change.kind === kind).length;
  return {
    added: count('entry-added'),
    modified: count('entry-changed'),
    removed: count('entry-removed'),
  };
}

function fieldChanges<T extends Entry | Manifest>(old: T, now: T, except?: keyof T): FieldChange[] {
  const [before, after] = [old as Members, now as Members]; // both are JSON
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .filter((field) => field !== except && !isEqual(before[field], after[field]))
    .map((field) => ({
      field,
      ...(before[field] !== undefined && { before: before[field] }),
      ...(after[field] !== undefined && { after: after[field] }),
    }));
}
