import { describe, expect, test } from 'vitest';
import { issueMarker } from '../src/format/issue-marker.ts';
import { DEFAULT_NOTIFY_POLICY } from '../src/notify-policy.ts';
import { type FoundIssue, ownIssues, planIssue } from '../src/plan-issue.ts';
import { alertOf, iso, START } from './alerts.ts';

const ALERT = alertOf();
const SECURITY = alertOf({ failure_reason: 'subject_mismatch' });
const SELF = { id: 7, login: 'provkit-bot' };
const DAY = 86_400_000;

function issue(changes: Partial<FoundIssue> = {}, alert = ALERT): FoundIssue {
  return {
    number: 1,
    isOpen: true,
    stateReason: null,
    closedAt: null,
    author: SELF,
    body: `${issueMarker(alert.fingerprint)}\n\nIt failed.`,
    ...changes,
  };
}

const closed = (stateReason: string, daysAgo: number, changes: Partial<FoundIssue> = {}) =>
  issue({ isOpen: false, stateReason, closedAt: iso(START - daysAgo * DAY), ...changes });

const decide = (issues: readonly FoundIssue[], alert = ALERT) =>
  planIssue(ownIssues(issues, alert.fingerprint, [SELF]), alert, DEFAULT_NOTIFY_POLICY, START);

describe('which Issues are ours (T3)', () => {
  test.each([
    ['of somebody else', { author: { id: 8, login: 'mallory' } }],
    ['of somebody else under our login', { author: { id: 8, login: 'provkit-bot' } }],
    ['of nobody any more', { author: null }],
    ['of another failure', { body: `${issueMarker(SECURITY.fingerprint)}\n` }],
    ['without a marker', { body: 'It failed.' }],
    ['with the marker further down', { body: `Look:\n${issueMarker(ALERT.fingerprint)}` }],
    ['that is closed as a duplicate', { isOpen: false, stateReason: 'duplicate' }],
  ])('not one %s', (_, changes) => {
    expect(ownIssues([issue(changes)], ALERT.fingerprint, [SELF])).toEqual([]);
    expect(decide([issue(changes)])).toEqual({ kind: 'open' });
  });

  test('the oldest first, of either of our tokens', () => {
    const other = { id: 9, login: 'provkit-fallback' };
    const found = [issue({ number: 5 }), issue({ number: 3, author: other })];
    const own = ownIssues(found, ALERT.fingerprint, [SELF, other]);
    expect(own.map(({ number }) => number)).toEqual([3, 5]);
  });

  test('the login counts where a token does not tell its number', () => {
    expect(ownIssues([issue()], ALERT.fingerprint, [{ login: 'provkit-bot' }])).toHaveLength(1);
  });
});

describe('what becomes of the Issue of a failure (S2.6)', () => {
  test('without one it is opened', () => expect(decide([])).toEqual({ kind: 'open' }));

  test('one that is open is commented on, the oldest of several', () => {
    const several = [
      issue({ number: 4 }),
      issue({ number: 2 }),
      closed('completed', 1, { number: 1 }),
    ];
    expect(decide(several)).toEqual({ kind: 'comment', number: 2 });
  });

  test('one that was closed lately is opened again, the one that was closed last', () => {
    const several = [closed('completed', 3, { number: 1 }), closed('completed', 2, { number: 2 })];
    expect(decide(several)).toEqual({ kind: 'reopen', number: 2 });
  });

  test('one that was closed long ago is left, and another opened', () => {
    expect(decide([closed('completed', 8)])).toEqual({ kind: 'open' });
    expect(decide([closed('not_planned', 8)])).toEqual({ kind: 'open' });
  });

  test('a person who closed it as not planned is heard', () => {
    expect(decide([closed('not_planned', 2)])).toEqual({ kind: 'muted', number: 1 });
  });

  test('nobody mutes the security class (T3)', () => {
    const own = closed('not_planned', 2, { body: `${issueMarker(SECURITY.fingerprint)}\n` });
    expect(decide([own], SECURITY)).toEqual({ kind: 'reopen', number: 1 });
  });

  test('a reason that is not known is of the security class', () => {
    const alert = alertOf({ failure_reason: 'brand_new' });
    const own = closed('not_planned', 2, { body: `${issueMarker(alert.fingerprint)}\n` });
    expect(decide([own], alert)).toEqual({ kind: 'reopen', number: 1 });
  });
});
