import { ACT, BUSY, CLOSE, IDLE, OPEN, OPEN_PR, type Row, rows, stay } from './row.ts';

/** From a failure to a decision what to do, and what people say. */
export const PLANNING: readonly Row[] = [
  // a breach that becomes known
  ...rows(IDLE, 'failure.recorded', {
    when: ['a breach'],
    to: 'detected',
    does: ['cancel-pending', 'replan'],
    sets: ['failure', 'taint', 'clear-plan'],
  }),
  ...stay(BUSY, 'failure.recorded', { when: ['a breach'], sets: ['taint'] }),
  ...rows(['detected'], 'failure.recorded', {
    when: ['this run'],
    to: 'detected',
    does: ['replan'],
    sets: ['failure'],
  }),

  // a plan
  ...rows(
    ['detected'],
    'planned',
    {
      when: ['security, no rebuild'],
      to: 'blocked',
      does: ['escalate'],
      sets: ['plan', 'block'],
      cause: 'security',
    },
    {
      when: ['plan: a run is under way'],
      to: 'rerunning',
      does: ['set-deadline'],
      sets: ['plan', 'adopt', 'count-build'],
    },
    {
      when: ['plan: wait for the run', 'waits left'],
      to: 'waiting',
      does: ['set-timer'],
      sets: ['plan', 'wait'],
    },
    {
      when: ['plan: wait for the run'],
      to: 'manual',
      does: ['escalate'],
      sets: ['plan'],
      cause: 'budget_exhausted',
    },
    {
      when: ['plan: look again', 'waits left'],
      to: 'waiting',
      does: ['set-timer'],
      sets: ['plan', 'run', 'wait'],
    },
    {
      when: ['plan: look again'],
      to: 'manual',
      does: ['escalate'],
      sets: ['plan'],
      cause: 'budget_exhausted',
    },
    {
      when: ['plan: no way'],
      to: 'manual',
      does: ['escalate'],
      sets: ['plan'],
      cause: 'no_path',
    },
    {
      when: ['plan: needs approval'],
      to: 'awaiting-approval',
      does: ['ask', 'set-deadline'],
      sets: ['plan'],
    },
    {
      when: ['plan: automatic'],
      to: 'requesting',
      does: ACT,
      sets: ['plan', 'intent'],
    },
  ),
  ...rows(['detected'], 'effect.confirmed', {
    when: ['our effect', 'with a run'],
    to: 'rerunning',
    does: ['set-deadline'],
    sets: ['started', 'count-build'],
  }),

  // waiting
  ...rows(
    ['waiting'],
    'wait.elapsed',
    {
      when: ['time is up', 'a run was under way'],
      to: 'detected',
      does: ['replan'],
      sets: ['clear-wait'],
    },
    {
      when: ['time is up'],
      to: 'verifying',
      does: ['revalidate', 'set-deadline'],
      sets: ['clear-wait'],
    },
  ),

  // approval
  ...rows(
    ['awaiting-approval'],
    'approval.granted',
    {
      when: ['of this plan', 'plan: rollback'],
      to: 'rolling-back',
      does: OPEN_PR,
      sets: ['approval', 'intent'],
    },
    { when: ['of this plan'], to: 'requesting', does: ACT, sets: ['approval', 'intent'] },
  ),
  ...rows(['awaiting-approval'], 'approval.denied', {
    when: ['of this plan'],
    to: 'blocked',
    does: ['escalate'],
    sets: ['block'],
    cause: 'approval_denied',
  }),
  ...rows(['awaiting-approval'], 'approval.expired', {
    when: ['of this plan'],
    to: 'manual',
    does: ['escalate'],
    cause: 'approval_expired',
  }),
  ...rows(['awaiting-approval'], 'deadline.passed', {
    when: ['of this state'],
    to: 'manual',
    does: ['escalate'],
    cause: 'approval_expired',
  }),

  // a person
  ...rows(['manual', 'blocked'], 'unblocked', {
    when: ['by a person'],
    to: 'detected',
    does: ['replan'],
    sets: ['restart'],
  }),
  ...rows(['manual', 'blocked', 'awaiting-approval'], 'dismissed', {
    when: ['by a person'],
    to: 'dismissed',
    does: CLOSE,
    sets: ['note'],
  }),

  // overtaken
  ...rows(OPEN, 'superseded', {
    when: ['a later pass'],
    to: 'superseded',
    does: CLOSE,
    sets: ['supersede'],
  }),
];
