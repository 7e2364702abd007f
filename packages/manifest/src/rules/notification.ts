import type { Entry } from '../schema.ts';
import { eachChange, eachEntry, type FieldProblem, type Rule } from './rule.ts';

export const notification: Rule = {
  id: 'notification',
  severity: 'error',
  summary:
    'What the entry says of Slack and of its Issue fits together, and an Issue is never forgotten.',
  source: 'S2.3, S2.5, S2.6',
  fix: 'Record what happened: notify_slack once Slack was told, issue_number of the Issue that was opened; never remove the number.',
  *check(subject) {
    yield* each(subject);
    yield* changes(subject);
  },
};

const each = eachEntry(function* (entry): Iterable<FieldProblem> {
  const { status, notify_slack, slack_retry = 0, issue_number, failure_reason } = entry;
  if (status === 'failure' && notify_slack === false && issue_number === undefined) {
    const message = 'Slack was not told and no Issue was opened: nobody knows of this failure';
    yield { field: 'notify_slack', message };
  }
  if (slack_retry > 0 && notify_slack === undefined) {
    const message = `telling Slack was tried again ${slack_retry} times, and notify_slack does not say with what outcome`;
    yield { field: 'slack_retry', message };
  }
  if (wasNeverJudged(entry) && failure_reason === undefined) {
    const field = notify_slack === true ? 'notify_slack' : 'issue_number';
    if (notify_slack !== true && issue_number === undefined) return;
    yield { field, message: 'an alert was sent about a release that was never found at fault' };
  }
});

/** Pending from the beginning: the first attempt of the first run. */
function wasNeverJudged({
  status,
  run_attempt,
  previous_run_ids,
  rerun_in_progress,
}: Entry): boolean {
  const isFirst = run_attempt === 1 && previous_run_ids === undefined && rerun_in_progress !== true;
  return status === 'pending' && isFirst;
}

const changes = eachChange(function* (before, { issue_number }): Iterable<FieldProblem> {
  if (before.issue_number === undefined || issue_number !== undefined) return;
  const message = `issue_number was ${before.issue_number} and is gone: the next failure would open a second Issue`;
  yield { field: 'issue_number', message };
});
