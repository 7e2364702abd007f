import type { Status, StatusTransitions } from '@provkit/manifest';

/**
 * Which status may follow which; those that only a person may bring about are not in it. Until recovery's own table exists
 * it stands here.
 * @see spec.md 2.5, "Allowed status changes"
 */
export const STATUS_CHANGES = {
  pending: ['pending', 'success', 'failure', 'blocked', 'rollback'],
  failure: ['failure', 'pending', 'success', 'blocked'],
  blocked: [],
  success: ['success', 'failure'],
  rollback: [],
} as const satisfies Record<Status, readonly Status[]>;

/** What only a person may bring about: to take up what is blocked, and to withdraw what was accepted. */
export const HUMAN_STATUS_CHANGES = {
  pending: [],
  failure: [],
  blocked: ['pending', 'failure'],
  success: ['blocked'],
  rollback: [],
} as const satisfies Record<Status, readonly Status[]>;

const NONE = {
  pending: [],
  failure: [],
  blocked: [],
  success: [],
  rollback: [],
} as const satisfies Record<Status, readonly Status[]>;

/** The table as lint takes it. */
export const STATUS_TRANSITIONS: StatusTransitions = {
  allowed: STATUS_CHANGES,
  humanOnly: HUMAN_STATUS_CHANGES,
};

/** The table for whoever makes a change: a program may not do what only a person may. */
export function transitionsFor(kind: 'automated' | 'human'): StatusTransitions {
  return kind === 'human' ? STATUS_TRANSITIONS : { allowed: STATUS_CHANGES, humanOnly: NONE };
}

/** Whether a validation may write its verdict into an entry of this status. */
export function mayRecord(status: Status): boolean {
  return STATUS_CHANGES[status].length > 0;
}
