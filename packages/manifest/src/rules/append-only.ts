import type { Rule, Violation } from './rule.ts';

/** Places do not matter, since entries are told apart by their keys: a new entry may stand anywhere. */
export const appendOnly: Rule = {
  id: 'append-only',
  severity: 'error',
  summary: 'What was recorded stays: no entry goes away, and earlier runs are only added to.',
  source: 'S6.3',
  fix: 'Put it back. A release that no longer counts becomes blocked, with superseded_by or notes.',
  *check({ entries, change }): Iterable<Violation> {
    for (const entry of change?.removed ?? []) {
      const message = `run ${entry.run_id} of ${entry.tag} (${entry.status}) is gone`;
      yield { pointer: '/entries', entry, message };
    }
    for (const { entry, before, at } of entries) {
      const earlier = before?.previous_run_ids ?? [];
      const kept = entry.previous_run_ids ?? [];
      const lost = earlier.find((run, index) => kept[index] !== run);
      if (lost === undefined) continue;
      const message = `run ${lost} is not where it was in previous_run_ids`;
      yield { pointer: `${at}/previous_run_ids`, entry, message };
    }
  },
};
