import { findEntry } from './find-entry.ts';
import { assertManifest } from './parse-manifest.ts';
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
  const entry = findEntry(manifest, key);
  const merged = Object.entries({ ...entry, ...changes }).filter(
    ([, value]) => value !== undefined,
  );
  const changed: unknown = Object.fromEntries(merged);
  const entries = manifest.entries.map((candidate) => (candidate === entry ? changed : candidate));
  return assertManifest({ ...manifest, entries }, 'the changed manifest', 'CHANGE_INVALID');
}
