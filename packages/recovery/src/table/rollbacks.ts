import { CLOSE, IDLE, OPEN_PR, type Row, rows, stay } from './row.ts';

/** The way back (S4.4 to S4.7). */
export const ROLLBACKS: readonly Row[] = [
  // a rollback
  ...rows(
    IDLE,
    'rollback.requested',
    {
      when: ['target was good', 'approved'],
      to: 'rolling-back',
      does: OPEN_PR,
      sets: ['rollback', 'intent'],
    },
    {
      when: ['target was good'],
      to: 'awaiting-approval',
      does: ['ask', 'set-deadline'],
      sets: ['rollback'],
    },
  ),
  ...rows(
    ['manual', 'blocked'],
    'rollback.requested',
    {
      when: ['by a person', 'target was good', 'approved'],
      to: 'rolling-back',
      does: OPEN_PR,
      sets: ['rollback', 'intent'],
    },
    {
      when: ['by a person', 'target was good'],
      to: 'awaiting-approval',
      does: ['ask', 'set-deadline'],
      sets: ['rollback'],
    },
  ),
  ...rows(['rolling-back'], 'effect.confirmed', {
    when: ['our effect', 'with a pull request'],
    to: 'rollback-verifying',
    does: ['validate-branch', 'set-deadline'],
    sets: ['opened'],
  }),
  ...rows(['rolling-back'], 'effect.refused', {
    when: ['our effect'],
    to: 'blocked',
    does: ['escalate'],
    sets: ['not-done', 'block'],
    cause: 'rollback_failed',
  }),
  ...stay(['rolling-back'], 'effect.unknown', { when: ['our effect'], does: ['look'] }),
  ...rows(['rolling-back'], 'deadline.passed', {
    when: ['of this state'],
    to: 'blocked',
    does: ['escalate'],
    sets: ['block'],
    cause: 'rollback_failed',
  }),
  ...rows(
    ['rollback-verifying'],
    'validation.passed',
    {
      when: ['of its head', 'merged before'],
      to: 'rolled-back',
      does: CLOSE,
      sets: ['branch-passed'],
    },
    {
      when: ['of its head'],
      to: 'rollback-verifying',
      does: ['allow-merge'],
      sets: ['branch-passed'],
    },
  ),
  ...rows(['rollback-verifying'], 'validation.failed', {
    when: ['of its head'],
    to: 'blocked',
    does: ['block-merge', 'escalate'],
    sets: ['block'],
    cause: 'rollback_failed',
  }),
  ...rows(
    ['rollback-verifying'],
    'validation.inconclusive',
    {
      when: ['of its head', 'a breach'],
      to: 'blocked',
      does: ['block-merge', 'escalate'],
      sets: ['block'],
      cause: 'rollback_failed',
    },
    {
      when: ['of its head', 'waits left'],
      to: 'rollback-verifying',
      does: ['set-timer'],
      sets: ['wait'],
    },
    {
      when: ['of its head'],
      to: 'blocked',
      does: ['block-merge', 'escalate'],
      sets: ['block'],
      cause: 'rollback_failed',
    },
  ),
  ...stay(['rollback-verifying'], 'wait.elapsed', {
    when: ['time is up'],
    does: ['validate-branch'],
    sets: ['clear-wait'],
  }),
  ...rows(
    ['rollback-verifying'],
    'rollback.pr_closed',
    {
      when: ['merged', 'with another head'],
      to: 'blocked',
      does: ['block-merge', 'escalate'],
      sets: ['block'],
      cause: 'merged_unvalidated',
    },
    {
      when: ['merged', 'passed before'],
      to: 'rolled-back',
      does: CLOSE,
      sets: ['branch-merged'],
    },
  ),
  ...stay(['rollback-verifying'], 'rollback.pr_closed', {
    when: ['merged'],
    does: ['escalate'],
    sets: ['branch-merged'],
    cause: 'merged_unvalidated',
  }),
  ...rows(['rolling-back', 'rollback-verifying'], 'rollback.pr_closed', {
    when: ['given up'],
    to: 'blocked',
    does: ['escalate'],
    sets: ['block'],
    cause: 'rollback_not_merged',
  }),
  ...rows(['rollback-verifying'], 'deadline.passed', {
    when: ['of this state'],
    to: 'blocked',
    does: ['block-merge', 'escalate'],
    sets: ['block'],
    cause: 'rollback_failed',
  }),
];
