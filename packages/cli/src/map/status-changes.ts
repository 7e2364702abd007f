import type { Status, StatusTransitions } from '@provkit/manifest';
import { statusChanges } from '@provkit/recovery';

type Changes = Readonly<Record<Status, readonly Status[]>>;

/**
 * Which status may follow which; those that only a person may bring about are not in it. From recovery's own table. A status that
 * a program may change at all may also stay, as a second validation leaves it.
 * @see spec.md 2.5, "Allowed status changes"
 */
export const STATUS_CHANGES: Changes = changesOf(false);

/** What only a person may bring about: to take up what is blocked, and to withdraw what was accepted. */
export const HUMAN_STATUS_CHANGES: Changes = changesOf(true);

const NONE = {
  pending: [],
  failure: [],
  blocked: [],
  success: [],
  rollback: [],
} as const satisfies Changes;

function changesOf(isHuman: boolean): Changes {
  const changes = statusChanges().filter((change) => change.isHuman === isHuman);
  const after = (status: Status): readonly Status[] => {
    const targets = changes.filter(({ from }) => from === status).map(({ to }) => to);
    return isHuman || targets.length === 0 ? targets : [status, ...targets];
  };
  return {
    pending: after('pending'),
    failure: after('failure'),
    blocked: after('blocked'),
    success: after('success'),
    rollback: after('rollback'),
  };
}

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
