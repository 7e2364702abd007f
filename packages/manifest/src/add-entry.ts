import { ManifestError } from './manifest-error.ts';
import { assertSchema } from './parse-manifest.ts';
import type { Entry, Manifest } from './schema.ts';

/**
 * The manifest with one more entry, at its end; fields that are `undefined` are left out. Pure.
 * @throws ManifestError ENTRY_EXISTS: that run of that tag has one; CHANGE_INVALID: it is no entry
 */
export function addEntry(manifest: Manifest, entry: Entry): Manifest {
  const { tag, run_id } = entry;
  const { entries } = manifest;
  const members = Object.entries(entry).filter(([, value]) => value !== undefined);
  const added = Object.fromEntries(members) as Entry; // said to be one in the next line
  assertSchema(
    { ...manifest, entries: [added] },
    'the new entry',
    'CHANGE_INVALID',
    entries.length,
  );
  const at = entries.findIndex((other) => other.tag === tag && other.run_id === run_id);
  if (at >= 0) {
    throw new ManifestError(
      'ENTRY_EXISTS',
      `the manifest has run ${run_id} of ${tag} already: change that entry; a rerun raises its run_attempt`,
      { pointer: `/entries/${at}` },
    );
  }
  return { ...manifest, entries: [...entries, added] };
}
