import { eachEntry, type Rule } from './rule.ts';

export const requeue: Rule = {
  id: 'requeue',
  severity: 'error',
  summary:
    'A run is requeued for a reason, never after it was accepted or blocked, and not while it is being repeated.',
  source: 'S3.1, S3.6, spec 2.5',
  fix: 'Give requeue_reason, or remove requeue.',
  check: eachEntry(function* (entry) {
    if (entry.requeue !== true) return;
    const { status } = entry;
    if (status !== 'failure' && status !== 'pending') {
      yield {
        field: 'requeue',
        message: `the release is ${status}, and its run is to be repeated`,
      };
    }
    if (entry.rerun_in_progress === true) {
      yield {
        field: 'requeue',
        message: 'the run is to be repeated and is being repeated at once',
      };
    }
    if (entry.requeue_reason === undefined) {
      yield {
        field: 'requeue_reason',
        message: 'the run is to be repeated, and requeue_reason is missing',
      };
    }
  }),
};
