import type { Entry } from './schema.ts';

/** Two entries of one key, as indices into `entries`. */
export interface Duplicate {
  readonly first: number;
  readonly second: number;
}

/** What tells entries apart within a manifest: a space is in neither part. */
export function keyOf({ tag, run_id }: Pick<Entry, 'tag' | 'run_id'>): string {
  return `${tag} ${run_id}`;
}

/** The first two entries of the same tag and run, if any. */
export function findDuplicate(entries: readonly Entry[]): Duplicate | undefined {
  const seen = new Map<string, number>();
  for (const [index, entry] of entries.entries()) {
    const first = seen.get(keyOf(entry));
    if (first !== undefined) return { first, second: index };
    seen.set(keyOf(entry), index);
  }
  return undefined;
}
