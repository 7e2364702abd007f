import { findEntry } from './find-entry.ts';
import { assertManifest, assertSchema } from './parse-manifest.ts';
import type { Entry, Manifest } from './schema.ts';

/** Fields and their new values; `undefined` removes a field, since absent is never written as null. */
export type EntryChanges = { readonly [field in keyof Entry]?: Entry[field] | undefined };

/**
 * The manifest with one entry changed; everything else is as it was. Pure.
 * @throws ManifestError ENTRY_NOT_FOUND; CHANGE_INVALID: the changed manifest would not be one
 */
export function setEntry(
  manifest: Manifest,
  key: Pick<Entry, 'tag' | 'run_id'>,
  changes: EntryChanges,
): Manifest {
  const entry = findEntry(manifest, { tag: key.tag, run_id: key.run_id });
  const at = manifest.entries.indexOf(entry);
  const members = Object.entries({ ...entry, ...changes }).filter(
    ([, value]) => value !== undefined,
  );
  const changed = Object.fromEntries(members) as Entry; // said to be one in the next line
  // one entry alone: the others were valid before, and 100,000 of them take their time
  assertSchema({ ...manifest, entries: [changed] }, SOURCE, 'CHANGE_INVALID', at);
  const after = { ...manifest, entries: manifest.entries.with(at, changed) };
  const hasKey = changed.tag === entry.tag && changed.run_id === entry.run_id;
  return hasKey ? after : assertManifest(after, SOURCE, 'CHANGE_INVALID');
}

const SOURCE = 'the changed manifest';
