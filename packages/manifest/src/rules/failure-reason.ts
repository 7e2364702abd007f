import { eachEntry, type Rule } from './rule.ts';

export const failureReason: Rule = {
  id: 'failure-reason',
  severity: 'error',
  summary: 'A failure says why, and what was accepted gives no reason for a failure.',
  source: 'S2.5, spec 2.5',
  fix: 'Set failure_reason to the reason of the failed check, or remove it where the release was accepted.',
  check: eachEntry(function* ({ status, failure_reason, notes, superseded_by }) {
    const isAccepted = status === 'success' || status === 'rollback';
    if (isAccepted && failure_reason !== undefined) {
      yield {
        field: 'failure_reason',
        message: `the release is ${status}, yet failed with ${failure_reason}`,
      };
    }
    if (failure_reason !== undefined) return;
    if (status === 'failure') {
      yield {
        field: 'failure_reason',
        message: 'the release is failure, and failure_reason is missing',
      };
    }
    // a person may block what never failed, and then says why in words
    if (status === 'blocked' && notes === undefined && superseded_by === undefined) {
      const message =
        'the release is blocked, and neither failure_reason, superseded_by nor notes says why';
      yield { field: 'failure_reason', message };
    }
  }),
};
