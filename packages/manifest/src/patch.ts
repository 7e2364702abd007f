import type { JsonValue } from '@provkit/json';
import type { Pairing } from './pair-entries.ts';
import { type Members, type Operation, patchObject } from './patch-value.ts';
import { reorder } from './reorder.ts';
import type { Entry, Manifest } from './schema.ts';

/**
 * The JSON patch that makes one manifest of another, given which entry is which: members of the manifest; entries taken
 * out from the back; the others put in order; new ones put in from the front; then what changed inside. Each index is
 * the one at its turn.
 * @param touched the later indices, ascending, of new entries and of those that differ inside; nothing else is looked at.
 * @see RFC 6902
 */
export function patchOf(
  before: Manifest,
  after: Manifest,
  { beforeOf, removed }: Pairing,
  touched: readonly number[],
): readonly Operation[] {
  const operations: Operation[] = [];
  patchObject(withoutEntries(before), withoutEntries(after), '', operations);
  for (const index of removed.toReversed()) {
    operations.push({ op: 'remove', path: `/entries/${index}` });
  }
  for (const { from, to } of movesOf(beforeOf, removed)) {
    operations.push({ op: 'move', from: `/entries/${from}`, path: `/entries/${to}` });
  }
  for (const index of touched) {
    if ((beforeOf[index] ?? -1) < 0) operations.push(addition(after, index));
  }
  for (const index of touched) {
    const [old, now] = [before.entries[beforeOf[index] ?? -1], after.entries[index]];
    if (old && now) patchObject(membersOf(old), membersOf(now), `/entries/${index}`, operations);
  }
  return operations;
}

function withoutEntries({ entries: _, ...members }: Manifest): Members {
  return members;
}

/** An entry as JSON, which it is: the type alone allows `undefined` where a member is absent. */
function membersOf(entry: Entry): Members {
  return entry as Members;
}

function addition({ entries }: Manifest, index: number): Operation {
  return { op: 'add', path: `/entries/${index}`, value: (entries[index] ?? null) as JsonValue };
}

/** The entries that stayed, brought into their later order; nothing where they are in it. */
function movesOf(beforeOf: Int32Array, removed: readonly number[]) {
  if (isAscending(beforeOf)) return [];
  const gone = new Set(removed);
  const rankOf = new Map<number, number>();
  const kept = beforeOf.filter((from) => from >= 0);
  for (let from = 0, rank = 0; rank < kept.length; from += 1) {
    if (!gone.has(from)) rankOf.set(from, rank++);
  }
  return reorder(Array.from(kept, (from) => rankOf.get(from) ?? 0));
}

function isAscending(beforeOf: Int32Array): boolean {
  let last = -1;
  for (const from of beforeOf) {
    if (from < 0) continue;
    if (from < last) return false;
    last = from;
  }
  return true;
}
