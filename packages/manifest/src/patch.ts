import type { JsonValue } from '@provkit/json';
import type { Change } from './change.ts';
import type { Pairing } from './pair-entries.ts';
import { type Operation, patchFields } from './patch-value.ts';
import { reorder } from './reorder.ts';

/**
 * The JSON patch that makes one manifest of another, given what changed and which entry is which: members of the
 * manifest; entries taken out from the back; the others put in order; new ones put in from the front; then what changed
 * inside. Each index is the one at its turn.
 * @see RFC 6902
 */
export function patchOf(changes: readonly Change[], pairing: Pairing): readonly Operation[] {
  const operations: Operation[] = [];
  for (const change of changes) {
    if (change.kind === 'manifest-changed') patchFields([change], '', operations);
  }
  for (const index of pairing.removed.toReversed()) {
    operations.push({ op: 'remove', path: `/entries/${index}` });
  }
  for (const { from, to } of movesOf(pairing)) {
    operations.push({ op: 'move', from: `/entries/${from}`, path: `/entries/${to}` });
  }
  for (const change of changes) {
    if (change.kind === 'entry-added') operations.push(addition(change));
  }
  for (const change of changes) {
    if (change.kind !== 'entry-changed') continue;
    patchFields(change.fields, `/entries/${change.index}`, operations);
  }
  return operations;
}

function addition({ index, entry }: Extract<Change, { kind: 'entry-added' }>): Operation {
  // an entry is JSON; the type alone allows `undefined` where a member is absent
  return { op: 'add', path: `/entries/${index}`, value: entry as JsonValue };
}

/** The entries that stayed, brought into their later order; nothing where they are in it. */
function movesOf({ beforeOf, removed }: Pairing) {
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
