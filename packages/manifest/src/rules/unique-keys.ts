import { keyOf } from '../uniqueness.ts';
import type { Rule } from './rule.ts';

export const uniqueKeys: Rule = {
  id: 'unique-keys',
  severity: 'error',
  summary:
    'No two entries have the same tag and run, in one manifest or in several of a repository.',
  source: 'architecture, "Manifest entry (v1)"',
  fix: 'Keep one of the two: a rerun raises run_attempt on the same entry, a dispatched run has a run_id of its own.',
  *check({ manifest, entries, elsewhere }) {
    const seen = new Map<string, string>();
    for (const { entry, at } of entries) {
      const other = elsewhere?.(manifest.repository, entry);
      if (other !== undefined) {
        yield {
          pointer: at,
          entry,
          message: `run ${entry.run_id} of ${entry.tag} is in ${other} already`,
        };
      }
      const first = seen.get(keyOf(entry));
      if (first === undefined) seen.set(keyOf(entry), at);
      else
        yield {
          pointer: at,
          entry,
          message: `run ${entry.run_id} of ${entry.tag} is ${first} already`,
        };
    }
  },
};
