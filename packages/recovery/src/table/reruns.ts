import { CLOSE, IDLE, type Row, rows, stay } from './row.ts';

/** From a request to a verdict (S3.4). */
export const RERUNS: readonly Row[] = [
  // acting
  ...rows(['requesting'], 'effect.confirmed', {
    when: ['our effect', 'with its run'],
    to: 'rerunning',
    does: ['set-deadline'],
    sets: ['started', 'count-build'],
  }),
  ...rows(
    ['requesting'],
    'effect.refused',
    {
      when: ['our effect', 'cause: running', 'waits left'],
      to: 'waiting',
      does: ['set-timer'],
      sets: ['not-done', 'wait'],
    },
    {
      when: ['our effect', 'cause: running'],
      to: 'manual',
      does: ['escalate'],
      sets: ['not-done'],
      cause: 'budget_exhausted',
    },
    {
      when: ['our effect', 'another way'],
      to: 'detected',
      does: ['replan'],
      sets: ['not-done', 'exclude'],
    },
    {
      when: ['our effect'],
      to: 'manual',
      does: ['escalate'],
      sets: ['not-done'],
      cause: 'no_path',
    },
  ),
  ...stay(['requesting'], 'effect.unknown', { when: ['our effect'], does: ['look'] }),
  ...rows(['requesting'], 'deadline.passed', {
    when: ['of this state'],
    to: 'manual',
    does: ['escalate'],
    cause: 'outcome_unknown',
  }),

  // a run
  ...rows(['rerunning'], 'run.completed', {
    when: ['this run'],
    to: 'verifying',
    does: ['validate-run', 'set-deadline'],
  }),
  ...rows(
    ['rerunning'],
    'run.lost',
    { when: ['this run', 'runs left'], to: 'detected', does: ['replan'], sets: ['clear-plan'] },
    {
      when: ['this run'],
      to: 'blocked',
      does: ['escalate'],
      sets: ['block'],
      cause: 'budget_exhausted',
    },
  ),
  ...rows(
    ['rerunning'],
    'deadline.passed',
    {
      when: ['of this state', 'runs left'],
      to: 'detected',
      does: ['replan'],
      sets: ['clear-plan'],
    },
    {
      when: ['of this state'],
      to: 'blocked',
      does: ['escalate'],
      sets: ['block'],
      cause: 'budget_exhausted',
    },
  ),

  // a verdict
  ...rows(
    ['verifying'],
    'validation.passed',
    { when: ['this attempt', 'of what failed', 'pass allowed'], to: 'recovered', does: CLOSE },
    {
      when: ['this attempt', 'of what failed'],
      to: 'blocked',
      does: ['escalate'],
      sets: ['block'],
      cause: 'verdict_changed',
    },
  ),
  ...rows(
    ['verifying'],
    'validation.failed',
    {
      when: ['this attempt', 'not security', 'no rerun yet'],
      to: 'detected',
      does: ['replan'],
      sets: ['failure', 'clear-plan'],
    },
    {
      when: ['this attempt', 'a breach'],
      to: 'blocked',
      does: ['escalate'],
      sets: ['failure', 'taint', 'block'],
      cause: 'security',
    },
    {
      when: ['this attempt'],
      to: 'blocked',
      does: ['escalate'],
      sets: ['failure', 'block'],
      cause: 'second_failure',
    },
  ),
  ...rows(
    ['verifying'],
    'validation.inconclusive',
    {
      when: ['this attempt', 'a breach'],
      to: 'blocked',
      does: ['escalate'],
      sets: ['failure', 'taint', 'block'],
      cause: 'security',
    },
    {
      when: ['this attempt', 'waits left'],
      to: 'waiting',
      does: ['set-timer'],
      sets: ['wait'],
    },
    { when: ['this attempt'], to: 'manual', does: ['escalate'], cause: 'budget_exhausted' },
  ),
  ...rows(['verifying'], 'deadline.passed', {
    when: ['of this state'],
    to: 'manual',
    does: ['escalate'],
    cause: 'deadline',
  }),
  ...rows([...IDLE, 'manual'], 'validation.passed', {
    when: ['this run', 'of what failed', 'not security', 'not blocked before'],
    to: 'recovered',
    does: CLOSE,
  }),
];
