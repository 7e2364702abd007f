import { eachEntry, type Rule } from './rule.ts';

export const rerunInProgress: Rule = {
  id: 'rerun-in-progress',
  severity: 'error',
  summary: 'Only a release that is pending or failed can have a rerun in progress.',
  source: 'S3.6, spec 2.5',
  fix: 'Remove rerun_in_progress: the rerun is over, or the status was set too early.',
  check: eachEntry(function* ({ status, rerun_in_progress }) {
    if (rerun_in_progress !== true || status === 'pending' || status === 'failure') return;
    yield {
      field: 'rerun_in_progress',
      message: `the release is ${status}, and a rerun is in progress`,
    };
  }),
};
