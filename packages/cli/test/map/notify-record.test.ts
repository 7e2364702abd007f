import { createEvent, type Event, eventId } from '@provkit/metrics';
import { attemptsOf, type NotifyRecord } from '@provkit/notify';
import { describe, expect, test } from 'vitest';
import { FAILURE_CLASSES } from '../../src/map/failure-classes.ts';
import { notifyEvent, notifyRecords, type RecordContext } from '../../src/map/notify-record.ts';

const AT = '2026-01-31T12:00:00.000Z';
const ID = 'a'.repeat(64);
const REPOSITORY = 'https://github.com/acme/widgets';
const RUN = { repository: REPOSITORY, tag: 'v1.2.3', run_id: '42', run_attempt: 2 };
const CONTEXT: RecordContext = {
  producer: { name: 'provkit', version: '0.1.0', instance: 'one' },
  seq: 1,
  actor: { kind: 'automated', id: 'release.yml' },
  recorded_at: AT,
  ...RUN,
  validation_id: null,
  corrects: undefined,
};
const RAISED: NotifyRecord = {
  ...{ type: 'alert.raised', at: AT, alert_id: ID, fingerprint: 'b'.repeat(64), ...RUN },
  ...{ failure_reason: 'subject_mismatch', severity: 'critical' },
};
const INTENT: NotifyRecord = {
  ...{ type: 'notification.attempted', at: AT, alert_id: ID, rung: 'edge', purpose: 'alert' },
  ...{ try: 1, outcome: 'unknown', status: null, duration_ms: 0, is_correction: false },
};
const RECEIPT: NotifyRecord = { ...INTENT, outcome: 'delivered', status: 200, is_correction: true };
const OPENED: NotifyRecord = {
  ...{ type: 'issue.opened', at: AT, alert_id: ID, issue_number: 7, cause: 'policy' },
};
const WORD = { at: AT, alert_id: ID, issue_number: 7, version: '1', by: 'GITHUB_TOKEN' };
const UPDATED: NotifyRecord = { type: 'issue.updated', ...WORD, reason: 'failed_again' };
const CLOSED: NotifyRecord = { type: 'issue.closed', ...WORD, reason: 'completed' };
const NOTED: NotifyRecord = {
  ...{ type: 'alert.acknowledged', at: AT, alert_id: ID, channel: 'slack', by: 'ada' },
};
const ALL = [RAISED, INTENT, RECEIPT, OPENED, UPDATED, CLOSED, NOTED];

const corrects = eventId('notification.attempted', [ID, 'edge', 1]);
const eventOf = (record: NotifyRecord, changes: Partial<RecordContext> = {}): Event =>
  createEvent(notifyEvent(record, { ...CONTEXT, corrects, ...changes }));

describe('what notify records, as events (spec.md 3.2)', () => {
  test('every record is an event that fits the schema, and comes back as it was', () => {
    expect(notifyRecords(ALL.map((record) => eventOf(record)))).toEqual(ALL);
  });

  test('a receipt corrects the intent of the same try', () => {
    expect(eventOf(INTENT).id).toBe(corrects);
    expect(eventOf(RECEIPT).corrects).toBe(corrects);
    const attempts = attemptsOf(
      notifyRecords([eventOf(RAISED), eventOf(INTENT), eventOf(RECEIPT)]),
    );
    expect(attempts).toMatchObject([{ outcome: 'delivered', isOpen: false }]);
  });

  test('the release and the validation are those of the context, and an attempt after the first is a rerun’s', () => {
    const validation_id = 'c'.repeat(64);
    expect(eventOf(RAISED, { validation_id })).toMatchObject({
      ...RUN,
      validation_id,
      trigger: 'rerun',
      failure_reason: 'subject_mismatch',
    });
  });

  test('who acknowledges is a person, whoever records it', () => {
    expect(eventOf(NOTED).actor).toEqual({ kind: 'human', id: 'ada' });
  });

  test('every failure reason is one that events know', () => {
    for (const failure_reason of Object.keys(FAILURE_CLASSES)) {
      expect(eventOf({ ...RAISED, failure_reason } as NotifyRecord)).toMatchObject({
        failure_reason,
      });
    }
    expect(() => eventOf({ ...RAISED, failure_reason: 'bad_luck' } as NotifyRecord)).toThrow(
      expect.objectContaining({ code: 'EVENT_INVALID' }),
    );
  });
});

describe('what is read of a log', () => {
  test('an update of an Issue that is opened elsewhere belongs to the last alert of the run', () => {
    expect(notifyRecords([eventOf(RAISED), eventOf(UPDATED)])).toEqual([RAISED, UPDATED]);
    expect(notifyRecords([eventOf(UPDATED)])).toEqual([]);
    const elsewhere = { repository: 'https://github.com/acme/other' };
    expect(notifyRecords([eventOf(RAISED), eventOf(UPDATED, elsewhere)])).toEqual([RAISED]);
  });

  test('tests and events of other kinds are left out', () => {
    const test = { ...eventOf(RAISED), trigger: 'test' } as Event;
    const other = { ...eventOf(RAISED), type: 'lock.waited' } as unknown as Event;
    expect(notifyRecords([test, other])).toEqual([]);
  });
});
