import type { Severity } from './alert.ts';

/**
 * A step of the ladder, from the one that reaches people first to the one that needs nothing but a disk: the edge function
 * `ops-slack-notify`, Slack's own webhook, a GitHub Issue, the edge function `ops-slack-summary` with the `ops-team` tag, the
 * run's summary page, a file.
 */
export type Rung = 'edge' | 'webhook' | 'issue' | 'summary' | 'step-summary' | 'spool';

/** The rungs in the order of the ladder (S2.2, S2.3, S2.8). */
export const RUNGS = [
  'edge',
  'webhook',
  'issue',
  'summary',
  'step-summary',
  'spool',
] as const satisfies readonly Rung[];

/** What is said: that something failed, that it is over, or what has failed lately. */
export type Purpose = 'alert' | 'resolve' | 'digest';

/** How a try ended; `unknown`: it may have arrived. */
export type AttemptOutcome = 'delivered' | 'not_delivered' | 'unknown';

interface RecordBase {
  /** When, UTC with milliseconds. */
  readonly at: string;
  readonly alert_id: string;
}

/** That an alert was raised. */
export interface AlertRaised extends RecordBase {
  readonly type: 'alert.raised';
  readonly fingerprint: string;
  readonly failure_reason: string;
  readonly severity: Severity;
  readonly repository: string;
  readonly tag: string;
  readonly run_id: string;
  readonly run_attempt: number;
}

/**
 * One try at one rung. It is recorded twice: before acting, as `unknown`, and afterwards as a correction of that, so that a
 * process that dies in between leaves word that something may have been sent.
 */
export interface NotificationAttempted extends RecordBase {
  readonly type: 'notification.attempted';
  readonly rung: Rung;
  readonly purpose: Purpose;
  /** From 1, for one alert and rung, whatever the purpose. */
  readonly try: number;
  readonly outcome: AttemptOutcome;
  /** HTTP status, null where there was no answer or the rung has none. */
  readonly status: number | null;
  readonly duration_ms: number;
  /** Whether it takes the place of what was recorded before of the same try. */
  readonly is_correction: boolean;
}

/** That an Issue was opened. */
export interface IssueOpened extends RecordBase {
  readonly type: 'issue.opened';
  readonly issue_number: number;
  /** Slack failed, or the policy wants one anyway. */
  readonly cause: 'fallback' | 'policy';
}

/** That an Issue was commented on, reopened or resolved. */
export interface IssueUpdated extends RecordBase {
  readonly type: 'issue.updated';
  readonly issue_number: number;
  /** Tells this update from others. */
  readonly version: string;
  readonly by: string;
  readonly reason: 'failed_again' | 'resolved' | 'reopened' | 'edited';
}

/** That an Issue was closed. */
export interface IssueClosed extends RecordBase {
  readonly type: 'issue.closed';
  readonly issue_number: number;
  readonly version: string;
  readonly by: string;
  readonly reason: 'completed' | 'not_planned' | 'duplicate';
}

/** That a person took note. */
export interface AlertAcknowledged extends RecordBase {
  readonly type: 'alert.acknowledged';
  readonly channel: 'slack' | 'issue';
  readonly by: string;
}

/** What is kept of an alert, in the words of the events (spec.md 3.2). Plain JSON. */
export type NotifyRecord =
  | AlertRaised
  | NotificationAttempted
  | IssueOpened
  | IssueUpdated
  | IssueClosed
  | AlertAcknowledged;
