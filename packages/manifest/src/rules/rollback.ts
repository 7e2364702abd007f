import type { Entry } from '../schema.ts';
import { eachEntry, type FieldProblem, type Rule, type Subject, type Violation } from './rule.ts';

export const rollback: Rule = {
  id: 'rollback',
  severity: 'error',
  summary:
    'A rollback has a run of its own, verified and flagged; what it undid is blocked, flagged and points to it.',
  source: 'S4.4, S4.5, spec 2.5',
  fix: 'Set governance_flag to rollback on both entries, verified_at on the rollback’s, status blocked and rollback_run_id on the one it undid.',
  *check(subject) {
    yield* each(subject);
    yield* targets(subject);
  },
};

const each = eachEntry(function* (entry): Iterable<FieldProblem> {
  const { status, run_id, governance_flag: flag, rollback_run_id } = entry;
  if (status === 'rollback' && flag !== 'rollback') {
    const message = 'the run is a rollback, and governance_flag does not say so';
    yield { field: 'governance_flag', message };
  }
  if (flag === 'rollback' && status === 'success') {
    const message = 'governance_flag is rollback, and the release counts as a success';
    yield { field: 'governance_flag', message };
  }
  if (rollback_run_id === undefined) return;
  if (status !== 'blocked' || flag !== 'rollback') {
    const message = `run ${rollback_run_id} rolled this release back, yet it is ${status} with governance_flag ${flag ?? 'missing'}`;
    yield { field: 'rollback_run_id', message };
  }
  if (rollback_run_id === run_id) {
    const message = 'the release is said to be rolled back by its own run';
    yield { field: 'rollback_run_id', message };
  }
});

/** The run may have its entry in a later manifest; where it has it in this one, it must not be an ordinary release. */
function* targets({ entries }: Subject): Iterable<Violation> {
  const successes = new Map<string, Entry>();
  for (const { entry } of entries) {
    if (entry.status === 'success') successes.set(entry.run_id, entry);
  }
  for (const { entry, at } of entries) {
    const target = successes.get(entry.rollback_run_id ?? '');
    if (!target) continue;
    const message = `run ${target.run_id} is the success of ${target.tag}, and no rollback`;
    yield { pointer: `${at}/rollback_run_id`, entry, message };
  }
}
