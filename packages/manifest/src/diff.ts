import type { Change } from './change.ts';
import { fieldChanges, type Members } from './field-changes.ts';
import { type Pairing, pairEntries } from './pair-entries.ts';
import { patchOf } from './patch.ts';
import type { Operation } from './patch-value.ts';
import type { Entry, Manifest } from './schema.ts';

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
  const pairing = pairEntries(before.entries, after.entries);
  const changes: Change[] = [
    ...manifestChanges(before, after),
    ...removals(before.entries, pairing),
    ...entryChanges(before.entries, after.entries, pairing),
  ];
  return { changes, patch: patchOf(changes, pairing) };
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

function manifestChanges(before: Manifest, after: Manifest): Change[] {
  const { entries: _, ...old } = before;
  const { entries: __, ...now } = after;
  return fieldChanges(old, now).map((change) => ({ kind: 'manifest-changed', ...change }));
}

function removals(before: readonly Entry[], { removed }: Pairing): Change[] {
  return removed.flatMap((index) => {
    const entry = before[index];
    return entry ? { kind: 'entry-removed', index, entry } : [];
  });
}

/** Entries that are equal are left where they lie: to look at a hundred thousand twice is what would cost most. */
function* entryChanges(
  before: readonly Entry[],
  after: readonly Entry[],
  { beforeOf, isUnchanged }: Pairing,
): Iterable<Change> {
  for (let index = 0; index < after.length; index += 1) {
    if (isUnchanged[index] === 1) continue;
    const [old, now] = [before[beforeOf[index] ?? -1], after[index]];
    if (!now) continue;
    if (!old) {
      yield { kind: 'entry-added', index, entry: now };
      continue;
    }
    const fields = fieldChanges(old as Members, now as Members); // both are JSON
    if (fields.length > 0) yield { kind: 'entry-changed', index, before: old, after: now, fields };
  }
}
