import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digestOf } from '../src/digest-of.ts';
import type { NotifyRecord } from '../src/record.ts';
import { alertOf, attemptOf, iso, raisedOf, START } from './alerts.ts';

const ALERT = alertOf();
const AGAIN = alertOf({ run_id: '43' });
const OTHER = alertOf({ failure_reason: 'subject_mismatch', severity: 'critical' });
const NOW = iso(START + 10_000);
const at = (ms: number) => iso(START + ms);
const over = (ms: number) => attemptOf(ALERT, 'edge', { purpose: 'resolve', try: 2, at: at(ms) });

describe('the digest of open failures (S4.6)', () => {
  test('is one group a fingerprint, with how often, since when, and the last run', () => {
    const records: NotifyRecord[] = [
      raisedOf(ALERT, at(0)),
      raisedOf(OTHER, at(1)),
      raisedOf(AGAIN, at(2)),
      {
        type: 'issue.opened',
        at: at(3),
        alert_id: AGAIN.alert_id,
        issue_number: 7,
        cause: 'fallback',
      },
      {
        type: 'alert.acknowledged',
        at: at(4),
        alert_id: ALERT.alert_id,
        channel: 'slack',
        by: 'rita',
      },
    ];
    expect(digestOf(records, NOW)).toEqual({
      at: NOW,
      groups: [
        {
          repository: 'https://github.com/acme/widgets',
          tag: 'v1.2.3',
          failure_reason: 'attestation_missing',
          severity: 'warning',
          count: 2,
          first_at: at(0),
          last_at: at(2),
          run_url: 'https://github.com/acme/widgets/actions/runs/43/attempts/1',
          issue_number: 7,
          issue_url: 'https://github.com/acme/widgets/issues/7',
          acknowledged_by: 'rita',
        },
        expect.objectContaining({
          failure_reason: 'subject_mismatch',
          severity: 'critical',
          count: 1,
        }),
      ],
    });
  });

  test('leaves out what is over, and has again what failed after that', () => {
    expect(digestOf([raisedOf(ALERT, at(0)), over(1)], NOW).groups).toEqual([]);
    const anew = digestOf([raisedOf(ALERT, at(0)), over(1), raisedOf(AGAIN, at(2))], NOW);
    expect(anew.groups).toMatchObject([{ count: 1, first_at: at(2) }]);
  });

  test('has what was still being told when it was said to be over: its Issue came afterwards', () => {
    const issue = attemptOf(ALERT, 'issue', { outcome: 'unknown', is_correction: false });
    const records = [raisedOf(ALERT), attemptOf(ALERT, 'edge'), over(0), issue];
    expect(digestOf(records, NOW).groups).toMatchObject([{ count: 1 }]);
    const before = [raisedOf(ALERT), attemptOf(ALERT, 'edge'), issue, over(0)];
    const corrected = attemptOf(ALERT, 'issue');
    expect(digestOf([...before, corrected], NOW).groups).toEqual([]);
  });

  test('does not take for over what nobody was told is over', () => {
    const untold = attemptOf(ALERT, 'edge', {
      purpose: 'resolve',
      try: 2,
      outcome: 'unknown',
      at: at(1),
    });
    expect(digestOf([raisedOf(ALERT, at(0)), untold], NOW).groups).toHaveLength(1);
  });

  test('an acknowledgement of before it was over is none of the next failure', () => {
    const noted = {
      type: 'alert.acknowledged',
      at: at(1),
      alert_id: ALERT.alert_id,
      channel: 'slack',
      by: 'rita',
    } as const;
    const { groups } = digestOf(
      [raisedOf(ALERT, at(0)), noted, over(2), raisedOf(AGAIN, at(3))],
      NOW,
    );
    expect(groups[0]).not.toHaveProperty('acknowledged_by');
  });

  test('counts an alert once, however often it is recorded', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), (times) => {
        const records = Array.from({ length: times }, () => raisedOf(ALERT, at(0)));
        expect(digestOf(records, NOW).groups).toMatchObject([{ count: 1 }]);
      }),
    );
  });
});
