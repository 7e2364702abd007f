import type { Event, EventDraft, EventOf } from '@provkit/metrics';
import type { NotifyRecord } from '@provkit/notify';

/** Where and by whom a record is written (spec.md 3.1). */
export interface RecordContext {
  readonly producer: { readonly name: string; readonly version: string; readonly instance: string };
  readonly seq: number;
  readonly actor: { readonly kind: 'automated' | 'human'; readonly id: string };
  readonly recorded_at: string;
  /** URL of the source repository. */
  readonly repository: string;
  /** The release that the alert is of; null for what is of several, as a digest is. */
  readonly tag: string | null;
  readonly run_id: string | null;
  readonly run_attempt: number | null;
  /** The validation that found the failure. */
  readonly validation_id: string | null;
  /** Id of the event that a correction takes the place of. */
  readonly corrects: string | undefined;
}

type RaisedReason = EventDraft<'alert.raised'>['failure_reason'];

/** What notify records, as the event that everybody reads (spec.md 3.2). Pure. */
export function notifyEvent(record: NotifyRecord, context: RecordContext): EventDraft {
  const { validation_id, corrects, ...of } = context;
  const trigger = (context.run_attempt ?? 1) > 1 ? 'rerun' : 'release';
  const base = { ...of, at: record.at, repository_id: null, trigger } as const;
  switch (record.type) {
    case 'alert.raised': {
      const { type, alert_id, fingerprint, severity } = record;
      const failure_reason = record.failure_reason as RaisedReason; // held against the closed list when the event is made
      return { ...base, type, alert_id, fingerprint, severity, failure_reason, validation_id };
    }
    case 'notification.attempted': {
      const { is_correction: isCorrection, ...attempt } = record;
      return { ...base, ...attempt, ...(isCorrection && corrects !== undefined && { corrects }) };
    }
    case 'issue.opened':
      return { ...base, ...record, recovery_id: null };
    case 'issue.updated': {
      const { alert_id: _, ...update } = record;
      return { ...base, ...update };
    }
    case 'issue.closed': {
      const { alert_id: _, ...closing } = record;
      return { ...base, ...closing };
    }
    case 'alert.acknowledged':
      return { ...base, ...record, actor: { kind: 'human', id: record.by } };
  }
}

/**
 * What notify recorded, from the events of a log in their order. Events of an Issue do not name the alert (spec.md 3.2): it
 * is that of the Issue's opening, or else the last one of the same release. Pure.
 */
export function notifyRecords(events: readonly Event[]): readonly NotifyRecord[] {
  const alerts: KnownAlerts = { ofIssue: new Map(), ofRun: new Map() };
  return events.flatMap((event) =>
    event.trigger === 'test' || !isOfNotify(event) ? [] : recordsOfEvent(event, alerts),
  );
}

/** Ids of alerts by what else is known of them. */
interface KnownAlerts {
  readonly ofIssue: Map<string, string>;
  readonly ofRun: Map<string, string>;
}

/** The record of an event; none where it is not known of which alert. */
function recordsOfEvent(
  event: EventOf<(typeof TYPES)[number]>,
  { ofIssue, ofRun }: KnownAlerts,
): readonly NotifyRecord[] {
  const { at, repository, tag, run_id, run_attempt } = event;
  const run = JSON.stringify([repository, tag, run_id, run_attempt]);
  switch (event.type) {
    case 'alert.raised': {
      const { type, alert_id, fingerprint, failure_reason, severity } = event;
      if (tag === null || run_id === null || run_attempt === null) return [];
      ofRun.set(run, alert_id);
      const of = { repository, tag, run_id, run_attempt };
      return [{ type, at, alert_id, fingerprint, failure_reason, severity, ...of }];
    }
    case 'notification.attempted': {
      const { type, alert_id, rung, purpose, outcome, status, duration_ms, try: number } = event;
      const ended = { outcome, status, duration_ms, is_correction: event.corrects !== undefined };
      return [{ type, at, alert_id, rung, purpose, try: number, ...ended }];
    }
    case 'issue.opened': {
      const { type, alert_id, issue_number, cause } = event;
      if (alert_id === null) return [];
      ofIssue.set(`${repository}#${issue_number}`, alert_id);
      return [{ type, at, alert_id, issue_number, cause }];
    }
    case 'issue.updated':
    case 'issue.closed': {
      const { issue_number, version, by } = event;
      const alert_id = ofIssue.get(`${repository}#${issue_number}`) ?? ofRun.get(run);
      if (alert_id === undefined) return [];
      const what = { at, alert_id, issue_number, version, by };
      return event.type === 'issue.updated'
        ? [{ ...what, type: event.type, reason: event.reason }]
        : [{ ...what, type: event.type, reason: event.reason }];
    }
    case 'alert.acknowledged': {
      const { type, alert_id, channel, by } = event;
      return [{ type, at, alert_id, channel, by }];
    }
  }
}

const TYPES = [
  'alert.raised',
  'notification.attempted',
  'issue.opened',
  'issue.updated',
  'issue.closed',
  'alert.acknowledged',
] as const satisfies readonly NotifyRecord['type'][];

/** Whether notify records such events, or reads them. Pure. */
export function isOfNotify(event: Event): event is EventOf<(typeof TYPES)[number]> {
  return TYPES.some((type) => type === event.type);
}
