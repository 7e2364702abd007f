import { eachChange, type Rule } from './rule.ts';

export const runAttempt: Rule = {
  id: 'run-attempt',
  severity: 'error',
  summary: 'The attempt of a run only rises.',
  source: 'spec 2.5',
  fix: 'Put the later attempt back: GitHub counts upwards, so a lower one is an older state of the entry.',
  check: eachChange(function* (before, { run_attempt }) {
    if (run_attempt >= before.run_attempt) return;
    const message = `run_attempt fell from ${before.run_attempt} to ${run_attempt}`;
    yield { field: 'run_attempt', message };
  }),
};
