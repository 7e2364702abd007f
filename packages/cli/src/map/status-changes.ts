import type { Status } from '@provkit/manifest';

/**
 * Which status may follow which; those that only a person may bring about are not in it. Until recovery's own table exists
 * it stands here.
 * @see spec.md 2.5, "Allowed status changes"
 */
export const STATUS_CHANGES = {
  pending: ['pending', 'success', 'failure', 'blocked', 'rollback'],
  failure: ['failure', 'pending', 'success', 'blocked'],
  blocked: [],
  success: ['success', 'failure', 'blocked'],
  rollback: [],
} as const satisfies Record<Status, readonly Status[]>;

/** Whether a validation may write its verdict into an entry of this status. */
export function mayRecord(status: Status): boolean {
  return STATUS_CHANGES[status].length > 0;
}
