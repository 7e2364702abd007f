import type { Entry } from '@provkit/manifest';
import type { DeliveryReport, Receipt } from '@provkit/notify';
import { expect, test } from 'vitest';
import { notificationChanges } from '../../src/map/notification-changes.ts';

const ENTRY: Entry = {
  tag: 'v1.2.3',
  run_id: '42',
  run_attempt: 1,
  sha: 'd'.repeat(40),
  artifact_url: 'w.tgz',
  status: 'failure',
  failure_reason: 'artifact_missing',
};
const receipt = (changes: Partial<Receipt>): Receipt => ({
  ...{ rung: 'edge', try: 1, outcome: 'delivered', status: 200, duration_ms: 5, detail: '' },
  ...changes,
});
const report = (changes: Partial<DeliveryReport>): DeliveryReport => ({
  ...{ alert_id: 'a', because: 'delivered', receipts: [], slack_retry: false, notify_slack: false },
  ...changes,
});

test('S2.5: Slack and the Issue, as they were told', () => {
  const told = report({ receipts: [receipt({})], notify_slack: true, issue_number: 7 });
  expect(notificationChanges(told, ENTRY)).toEqual({ notify_slack: true, issue_number: 7 });
});

test('S2.3: how often Slack was tried again', () => {
  const receipts = [
    receipt({ outcome: 'not_delivered' }),
    receipt({ try: 2 }),
    receipt({ try: 3 }),
  ];
  const told = report({ receipts, slack_retry: true, notify_slack: true });
  expect(notificationChanges(told, ENTRY)).toEqual({ notify_slack: true, slack_retry: 2 });
});

test('what was not tried stays as it was', () => {
  expect(notificationChanges(report({ because: 'repeated' }), ENTRY)).toEqual({});
});

test.each([
  [
    'summary',
    410,
    'delivered',
    'No Issue could be opened (status 410); ops-slack-summary told ops-team.',
  ],
  ['edge', null, 'delivered', 'No Issue could be opened (GitHub gave no answer); Slack was told.'],
  [
    'spool',
    403,
    'spooled',
    'No Issue could be opened (status 403), and nobody was told: see the spool file.',
  ],
] as const)(
  'S2.8: no Issue, told by %s: a note, once, after what was noted before',
  (rung, status, because, note) => {
    const issue = receipt({ rung: 'issue', outcome: 'not_delivered', status });
    const told = report({ receipts: [issue, receipt({ rung })], because });
    expect(notificationChanges(told, ENTRY).notes).toBe(note);
    expect(notificationChanges(told, { ...ENTRY, notes: 'first' }).notes).toBe(`first\n${note}`);
    expect(notificationChanges(told, { ...ENTRY, notes: note })).not.toHaveProperty('notes');
  },
);
