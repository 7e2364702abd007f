import { describe, expect, test } from 'vitest';
import { DEFAULT_NOTIFY_POLICY } from '../src/notify-policy.ts';
import { type PlanInput, plan } from '../src/plan.ts';
import { type NotifyRecord, RUNGS } from '../src/record.ts';
import { alertOf, attemptOf, iso, raisedOf, START } from './alerts.ts';
import { ALERT, at, failed, next, SECURITY } from './plans.ts';

const LATER = alertOf({ run_attempt: 2 });
const HOUR = 3_600_000;

describe('the same failure again (S2.6)', () => {
  const again = (records: readonly NotifyRecord[], changes: Partial<PlanInput> = {}) =>
    plan({
      alert: LATER,
      purpose: 'alert',
      records: [raisedOf(ALERT), ...records, raisedOf(LATER, iso(START + HOUR))],
      rungs: RUNGS,
      policy: DEFAULT_NOTIFY_POLICY,
      now: START + HOUR,
      random: 0,
      ...changes,
    });
  const opened = {
    type: 'issue.opened',
    at: iso(START),
    alert_id: ALERT.alert_id,
    issue_number: 3,
    cause: 'fallback',
  } as const;

  test('is not told anew within the repeat interval', () => {
    expect(again([attemptOf(ALERT, 'edge')])).toEqual({ kind: 'stop', because: 'repeated' });
  });

  test('is told anew after it', () => {
    expect(again([attemptOf(ALERT, 'edge')], { now: START + 4 * HOUR })).toEqual(at('edge'));
  });

  test('is told anew when it was over in between', () => {
    const over = attemptOf(ALERT, 'edge', { purpose: 'resolve', try: 2, at: iso(START + 1000) });
    expect(again([attemptOf(ALERT, 'edge'), over])).toEqual(at('edge'));
  });

  test('is told although the first alert reached nobody', () => {
    expect(again([failed('edge', 401), attemptOf(ALERT, 'spool')])).toEqual(at('edge'));
  });

  test('is written on the Issue that there is', () => {
    expect(again([opened, attemptOf(ALERT, 'issue')])).toEqual({ ...at('issue'), cause: 'policy' });
  });

  test('but not on one that was written on a moment ago', () => {
    const now = START + 60_000;
    expect(again([opened, attemptOf(ALERT, 'issue')], { now })).toEqual({
      kind: 'stop',
      because: 'repeated',
    });
  });
});

describe('the same failure soon after it was over', () => {
  test('opens the Issue again, however soon', () => {
    const over = { purpose: 'resolve', try: 2, at: iso(START + 1000) } as const;
    const opened = { type: 'issue.opened', issue_number: 3, cause: 'policy' } as const;
    const word = { issue_number: 3, version: '1', by: 'GITHUB_TOKEN', at: iso(START + 1000) };
    const records: readonly NotifyRecord[] = [
      raisedOf(SECURITY),
      attemptOf(SECURITY, 'edge'),
      { ...opened, at: iso(START), alert_id: SECURITY.alert_id },
      attemptOf(SECURITY, 'issue'),
      attemptOf(SECURITY, 'edge', over),
      { type: 'issue.closed', ...word, alert_id: SECURITY.alert_id, reason: 'completed' },
      attemptOf(SECURITY, 'issue', over),
    ];
    const alert = alertOf({ failure_reason: 'subject_mismatch', run_attempt: 2 });
    const told = attemptOf(alert, 'edge', { at: iso(START + 2000) });
    const after = { alert, records: [...records, raisedOf(alert), told], now: START + 2000 };
    expect(next([], after)).toEqual({ ...at('issue'), cause: 'policy' });
  });
});

describe('what is said when it is over', () => {
  const resolving = (records: readonly NotifyRecord[]) => next(records, { purpose: 'resolve' });

  test('goes the same way, with tries that are counted on', () => {
    expect(resolving([attemptOf(ALERT, 'edge')])).toEqual(at('edge', 2));
  });

  test('also closes the Issue', () => {
    const told = [
      attemptOf(ALERT, 'edge'),
      attemptOf(ALERT, 'edge', { purpose: 'resolve', try: 2 }),
    ];
    expect(resolving(told)).toEqual({ ...at('issue'), cause: 'policy' });
    const closed = attemptOf(ALERT, 'issue', { purpose: 'resolve' });
    expect(resolving([...told, closed])).toEqual({ kind: 'stop', because: 'delivered' });
  });
});
