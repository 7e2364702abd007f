import { eachEntry, type Rule } from './rule.ts';

export const references: Rule = {
  id: 'references',
  severity: 'error',
  summary: 'What an entry points to is another release or run, and what is superseded is at rest.',
  source: 'spec 2.5, S3.4, S3.5',
  fix: 'Point to the other release or run; a superseded release is failure or blocked, without requeue and rerun_in_progress.',
  check: eachEntry(function* (entry) {
    const { tag, run_id, status, previous_run_ids = [], retry_of, superseded_by } = entry;
    if (previous_run_ids.includes(run_id)) {
      yield {
        field: 'previous_run_ids',
        message: `run ${run_id} is named among the runs before it`,
      };
    }
    if (new Set(previous_run_ids).size < previous_run_ids.length) {
      yield { field: 'previous_run_ids', message: 'a run is named twice' };
    }
    if (retry_of === tag) yield { field: 'retry_of', message: 'the release is a retry of itself' };
    if (!superseded_by) return;
    if (superseded_by.tag === tag && superseded_by.run_id === run_id) {
      yield { field: 'superseded_by', message: 'the release is superseded by itself' };
    }
    const isAtRest = entry.requeue !== true && entry.rerun_in_progress !== true;
    if ((status !== 'failure' && status !== 'blocked') || !isAtRest) {
      const message = `the release is superseded, yet ${isAtRest ? status : 'to be repeated'}`;
      yield { field: 'superseded_by', message };
    }
  }),
};
