import { ManifestError } from './manifest-error.ts';
import type { Entry, Manifest } from './schema.ts';

/** Which entry: a tag, and the run where the tag has several. */
export interface EntryKey {
  readonly tag: string;
  readonly run_id?: string;
}

/**
 * The one entry of a tag, or of a tag and run. Pure.
 * @throws ManifestError ENTRY_NOT_FOUND; ENTRY_AMBIGUOUS, naming the runs to choose from
 */
export function findEntry({ entries }: Manifest, { tag, run_id }: EntryKey): Entry {
  const tagged = entries.filter((entry) => entry.tag === tag);
  const found = tagged.filter((entry) => run_id === undefined || entry.run_id === run_id);
  const [entry] = found;
  const runs = tagged.map((candidate) => candidate.run_id).join(', ');
  if (!entry) {
    const known = tagged.length > 0 ? `; its runs are ${runs}` : '';
    const run = run_id === undefined ? '' : ` by run ${run_id}`;
    throw new ManifestError('ENTRY_NOT_FOUND', `the manifest has no entry of ${tag}${run}${known}`);
  }
  if (found.length > 1) {
    throw new ManifestError(
      'ENTRY_AMBIGUOUS',
      `the manifest has several runs of ${tag}: name one of ${runs}`,
    );
  }
  return entry;
}
