import { createRedactor } from '@provkit/http';
import { describe, expect, test } from 'vitest';
import type { Channel, Outcome } from '../src/channel.ts';
import { deliver } from '../src/deliver.ts';
import { createMemoryLog } from '../src/notify-log.ts';
import { defineNotifyPolicy } from '../src/notify-policy.ts';
import { alertOf, attemptOf, raisedOf, START } from './alerts.ts';
import { channel, kinds, LATER, LOST, NO, world, YES } from './deliver-world.ts';

const ALERT = alertOf();

describe('deliver', () => {
  test('records the intent before it acts, and afterwards what came of it', async () => {
    const log = createMemoryLog();
    const seen: string[][] = [];
    const edge: Channel = {
      rung: 'edge',
      deliver: async () => {
        seen.push(kinds(log.records));
        return YES;
      },
    };
    const { ports } = world([edge], { log });
    const report = await deliver(ALERT, ports);
    expect(seen).toEqual([['alert.raised', 'edge 1 begun']]);
    expect(kinds(log.records)).toEqual(['alert.raised', 'edge 1 begun', 'edge 1 delivered']);
    expect(report).toEqual({
      alert_id: ALERT.alert_id,
      because: 'delivered',
      receipts: [
        { rung: 'edge', try: 1, outcome: 'delivered', status: 200, duration_ms: 0, detail: 'ok' },
      ],
      slack_retry: false,
      notify_slack: true,
    });
  });

  test('S2.3: tries Slack again, then opens an Issue', async () => {
    const issue = channel('issue', [
      { ...YES, issue: [{ type: 'issue.opened', issue_number: 7 }] },
    ]);
    const edge = channel('edge', [LATER, LATER, LATER]);
    const { ports, log, waits } = world([edge, issue]);
    const report = await deliver(ALERT, ports);
    expect(kinds(log.records)).toEqual([
      'alert.raised',
      ...[1, 2, 3].flatMap((n) => [`edge ${n} begun`, `edge ${n} not_delivered`]),
      'issue 1 begun',
      'issue.opened',
      'issue 1 delivered',
    ]);
    expect(waits).toEqual([500, 1000]);
    expect(report).toMatchObject({
      because: 'delivered',
      slack_retry: true,
      notify_slack: false,
      issue_number: 7,
    });
    expect(log.records.find(({ type }) => type === 'issue.opened')).toMatchObject({
      cause: 'fallback',
    });
  });

  test('gives every try of one message the same idempotency key, and other messages others', async () => {
    const edge = channel('edge', [LATER, YES]);
    await deliver(ALERT, world([edge]).ports);
    const other = channel('edge', [YES]);
    await deliver(alertOf({ run_attempt: 2 }), world([other]).ports);
    const [first, second] = edge.given.map((one) => one.idempotencyKey);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(second).toBe(first);
    expect(other.given[0]?.idempotencyKey).not.toBe(first);
  });

  test('a late success cancels the lower rungs', async () => {
    const edge = channel('edge', [LOST], [LOST, YES]);
    const issue = channel('issue', [YES]);
    const { ports, log } = world([edge, issue]);
    expect((await deliver(ALERT, ports)).because).toBe('delivered');
    expect([edge.given.length, edge.looked, issue.given.length]).toEqual([1, 2, 0]);
    expect(kinds(log.records)).toEqual([
      'alert.raised',
      'edge 1 begun',
      'edge 1 unknown',
      'edge 1 unknown',
      'edge 1 delivered',
    ]);
  });

  test('a process that died between acting and recording is continued by looking', async () => {
    const log = createMemoryLog([
      raisedOf(ALERT),
      attemptOf(ALERT, 'issue', { outcome: 'unknown', status: null, is_correction: false }),
    ]);
    const issue = channel(
      'issue',
      [YES],
      [{ ...YES, issue: [{ type: 'issue.opened', issue_number: 7 }] }],
    );
    const report = await deliver(ALERT, world([issue], { log }).ports);
    expect([issue.given.length, issue.looked]).toEqual([0, 1]);
    expect(report).toMatchObject({ because: 'delivered', issue_number: 7 });
  });

  test('called again it says nothing twice', async () => {
    const edge = channel('edge', [YES]);
    const { ports, log } = world([edge]);
    await deliver(ALERT, ports);
    const before = log.records.length;
    expect((await deliver(ALERT, ports)).because).toBe('delivered');
    expect([edge.given.length, log.records.length]).toEqual([1, before]);
  });

  test('nobody reached: the alert is kept, and told when it is called again', async () => {
    const edge = channel('edge', [NO, YES]);
    const spool = channel('spool', [{ ...YES, status: null }]);
    const { ports, advance } = world([edge, spool]);
    expect((await deliver(ALERT, ports)).because).toBe('spooled');
    advance(60_000);
    expect((await deliver(ALERT, ports)).because).toBe('delivered');
    expect([edge.given.length, spool.given.length]).toEqual([2, 1]);
  });

  test('S2.6: another attempt of the same failure tells nobody anew, and is written on the Issue', async () => {
    const edge = channel('edge', [NO]);
    const issue = channel('issue', [
      { ...YES, issue: [{ type: 'issue.opened', issue_number: 7 }] },
      {
        ...YES,
        issue: [
          {
            type: 'issue.updated',
            issue_number: 7,
            version: 'x',
            by: 'us',
            reason: 'failed_again',
          },
        ],
      },
    ]);
    const { ports, advance } = world([edge, issue]);
    await deliver(ALERT, ports);
    advance(3_600_000);
    const report = await deliver(alertOf({ run_attempt: 2 }), ports);
    expect(report).toMatchObject({ because: 'repeated', issue_number: 7 });
    expect([edge.given.length, issue.given.map((one) => one.issueNumber)]).toEqual([
      1,
      [undefined, 7],
    ]);
  });

  test('hands the recorded number of an Issue to whoever looks for it', async () => {
    const issue = channel('issue', [YES]);
    await deliver(ALERT, world([issue], { issueNumber: 9 }).ports);
    expect(issue.given[0]?.issueNumber).toBe(9);
  });

  test('a channel that throws has not said whether it acted', async () => {
    const edge: Channel = { rung: 'edge', deliver: () => Promise.reject(new Error('broken')) };
    const spool = channel('spool', [{ ...YES, status: null }]);
    const report = await deliver(ALERT, world([edge, spool]).ports);
    expect(report.receipts[0]).toMatchObject({ outcome: 'unknown', detail: 'broken' });
    expect(report.because).toBe('spooled');
  });

  test('a try that takes too long is ended, and its outcome is unknown', async () => {
    let aborted = false;
    const edge: Channel = {
      rung: 'edge',
      deliver: ({ signal }) => {
        signal.addEventListener('abort', () => {
          aborted = true;
        });
        return Promise.withResolvers<Outcome>().promise;
      },
    };
    const spool = channel('spool', [{ ...YES, status: null }]);
    const policy = defineNotifyPolicy({ attemptTimeoutMs: 2000, maxTries: 1 });
    const clock = { now: () => START, sleep: () => Promise.resolve() }; // every deadline comes at once
    const { ports } = world([edge, spool], { policy, clock });
    const report = await deliver(ALERT, ports);
    expect(report.receipts[0]).toMatchObject({
      outcome: 'unknown',
      detail: 'no answer within 2 s',
    });
    expect(aborted).toBe(true);
  });

  test('nothing is sent that cannot be recorded', async () => {
    const edge = channel('edge', [YES]);
    const log = { read: async () => [], append: () => Promise.reject(new Error('disk full')) };
    await expect(deliver(ALERT, world([edge], { log }).ports)).rejects.toThrow('disk full');
    expect(edge.given).toHaveLength(0);
  });

  test('T18: what a channel says is redacted before it is kept or shown', async () => {
    const secret = 'hunter2-hunter2-hunter2';
    const redactor = createRedactor({ PASSWORD: secret });
    const edge = channel('edge', [
      { ...YES, detail: `with ${secret}`, url: `https://x.example/?p=${secret}` },
    ]);
    const { ports, log } = world([edge], { context: { redactor } });
    const report = await deliver(alertOf({ tag: `v1-${secret}` }), ports);
    expect(JSON.stringify([report, log.records])).not.toContain(secret);
  });
});
