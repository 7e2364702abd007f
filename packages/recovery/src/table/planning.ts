import { ACT, CLOSE, OPEN, OPEN_PR, type Row, rows } from './row.ts';

/** From a failure to a decision what to do, and what people say. */
export const PLANNING: readonly Row[] = [
  // another reason than before (spec 2.5: failure → failure)
  ...rows(['detected'], 'failure.recorded', {
    when: ['this run', 'not security'],
    to: 'detected',
    does: ['replan'],
    sets: ['failure'],
  }),

  // a plan
  ...rows(
    ['detected'],
    'planned',
    {
      when: ['its own plan', 'security, no rebuild'],
      to: 'blocked',
      does: ['escalate'],
      sets: ['plan', 'block'],
      cause: 'security',
    },
    {
      when: ['its own plan', 'plan: a run is under way'],
      to: 'rerunning',
      does: ['set-deadline'],
      sets: ['plan', 'adopt', 'count-build'],
    },
    {
      when: ['its own plan', 'plan: wait for the run', 'waits left'],
      to: 'waiting',
      does: ['set-timer'],
      sets: ['plan', 'wait'],
    },
    {
      when: ['its own plan', 'plan: wait for the run'],
      to: 'manual',
      does: ['escalate'],
      sets: ['plan'],
      cause: 'budget_exhausted',
    },
    {
      when: ['its own plan', 'plan: look again', 'waits left'],
      to: 'waiting',
      does: ['set-timer'],
      sets: ['plan', 'run', 'wait'],
    },
    {
      when: ['its own plan', 'plan: look again'],
      to: 'manual',
      does: ['escalate'],
      sets: ['plan'],
      cause: 'budget_exhausted',
    },
    {
      when: ['its own plan', 'plan: no way'],
      to: 'manual',
      does: ['escalate'],
      sets: ['plan'],
      cause: 'no_path',
    },
    {
      when: ['its own plan', 'plan: needs approval'],
      to: 'awaiting-approval',
      does: ['ask', 'set-deadline'],
      sets: ['plan'],
    },
    {
      when: ['its own plan', 'plan: automatic'],
      to: 'requesting',
      does: ACT,
      sets: ['plan', 'intent'],
    },
  ),
  ...rows(['detected'], 'effect.confirmed', {
    when: ['our effect', 'with its run'],
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
  ...rows(
    ['awaiting-approval'],
    'approval.expired',
    {
      when: ['of this plan', 'blocked before'],
      to: 'blocked',
      does: ['escalate'],
      cause: 'approval_expired',
    },
    {
      when: ['of this plan'],
      to: 'manual',
      does: ['escalate'],
      cause: 'approval_expired',
    },
  ),
  ...rows(
    ['awaiting-approval'],
    'deadline.passed',
    {
      when: ['of this state', 'blocked before'],
      to: 'blocked',
      does: ['escalate'],
      cause: 'approval_expired',
    },
    {
      when: ['of this state'],
      to: 'manual',
      does: ['escalate'],
      cause: 'approval_expired',
    },
  ),

  // a person
  ...rows(['manual', 'blocked'], 'unblocked', {
    when: ['by a person', 'approved by another'],
    to: 'detected',
    does: ['replan'],
    sets: ['restart'],
  }),
  ...rows(['manual', 'blocked', 'awaiting-approval'], 'dismissed', {
    when: ['by a person', 'approved by another'],
    to: 'dismissed',
    does: CLOSE,
    sets: ['note'],
  }),

  // overtaken
  ...rows(
    OPEN.filter((state) => state !== 'rollback-verifying'),
    'superseded',
    {
      when: ['a later pass'],
      to: 'superseded',
      does: CLOSE,
      sets: ['supersede'],
    },
  ),
  // what goes back must not undo what passed since
  ...rows(['rollback-verifying'], 'superseded', {
    when: ['a later pass'],
    to: 'superseded',
    does: ['cancel-pending', 'block-merge', 'close-issue', 'resolve-alert'],
    sets: ['supersede'],
  }),
];
