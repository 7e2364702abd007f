import { describe, expect, test } from 'vitest';
import { beforeTelling, tryKey } from '../src/before-telling.ts';
import { deliver, resolve } from '../src/deliver.ts';
import { digestOf } from '../src/digest-of.ts';
import { alertOf, attemptOf, iso, raisedOf, START } from './alerts.ts';
import { channel, NO, world, YES } from './deliver-world.ts';

const ALERT = alertOf({ failure_reason: 'subject_mismatch' });
const NEXT = alertOf({ failure_reason: 'subject_mismatch', run_attempt: 2 });
const OVER = { outcome: 'recovered', at: iso(START), tag: 'v1.2.3' } as const;
const HOUR = 3_600_000;

describe('a failure that comes back after it was over', () => {
  test('is told anew and under another key, although it is of the same attempt of a run', async () => {
    const edge = channel('edge', [YES]);
    const { ports, log } = world([edge]);
    for (let round = 0; round < 3; round += 1) {
      await deliver(ALERT, ports);
      await deliver(ALERT, ports);
      expect(digestOf(log.records, iso(START)).groups).toHaveLength(1);
      await resolve(ALERT, OVER, ports);
      await resolve(ALERT, OVER, ports);
      expect(digestOf(log.records, iso(START)).groups).toEqual([]);
    }
    expect(edge.given.map(({ message }) => message.purpose)).toEqual(
      [0, 1, 2].flatMap(() => ['alert', 'resolve']),
    );
    expect(new Set(edge.given.map((one) => one.idempotencyKey)).size).toBe(6);
  });

  test('that was said to be over of another attempt is told anew as well', async () => {
    const edge = channel('edge', [YES]);
    const { ports } = world([edge]);
    await deliver(ALERT, ports);
    await resolve(NEXT, OVER, ports);
    expect((await deliver(ALERT, ports)).receipts).toMatchObject([{ rung: 'edge', try: 2 }]);
  });

  test('is continued under its key by whoever goes on with it', () => {
    const told = [raisedOf(ALERT), attemptOf(ALERT, 'edge')];
    const over = [...told, attemptOf(ALERT, 'edge', { purpose: 'resolve', try: 2 })];
    const again = [...over, attemptOf(ALERT, 'edge', { try: 3 })];
    const rounds = (purpose: 'alert' | 'resolve') =>
      [[], told, over, again].map((records) => beforeTelling(records, ALERT, purpose).round);
    expect(rounds('alert')).toEqual([0, 0, 1, 1]);
    expect(rounds('resolve')).toEqual([0, 0, 0, 1]);
    expect(beforeTelling(over, ALERT, 'alert').ended).toEqual(new Set([tryKey('edge', 1)]));
    expect(beforeTelling(again, ALERT, 'alert').ended).toEqual(new Set([tryKey('edge', 1)]));
  });

  test('is not what waited in the spool file while it was told and over: nobody is told of that', async () => {
    const edge = channel('edge', [YES]);
    const { ports, advance } = world([edge]);
    const keptAt = iso(ports.clock.now());
    await deliver(ALERT, ports);
    advance(1000);
    await resolve(ALERT, OVER, ports);
    const report = await deliver(ALERT, { ...ports, keptAt });
    expect(report).toMatchObject({ because: 'repeated', receipts: [] });
    advance(1000);
    const since = { ...ports, keptAt: iso(ports.clock.now()) };
    expect(await deliver(ALERT, since)).toMatchObject({ because: 'delivered', receipts: [{}] });
  });

  test('is not over as long as that waits in the spool file', async () => {
    const edge = channel('edge', [YES, NO, NO, NO]);
    const spool = channel('spool', [YES]);
    const { ports, log } = world([edge, spool]);
    await deliver(ALERT, ports);
    expect((await resolve(ALERT, OVER, ports)).because).toBe('spooled');
    expect(digestOf(log.records, iso(START)).groups).toHaveLength(1);
  });
});

describe('a clock that is set', () => {
  test('back: what could not be told before is tried anew all the same', async () => {
    const edge = channel('edge', [NO, YES]);
    const spool = channel('spool', [YES]);
    const { ports, advance } = world([edge, spool]);
    expect((await deliver(ALERT, ports)).because).toBe('spooled');
    advance(-HOUR);
    expect((await deliver(ALERT, ports)).because).toBe('delivered');
  });

  test('back: what was over is told anew, and is in the digest', async () => {
    const edge = channel('edge', [YES]);
    const { ports, log, advance } = world([edge]);
    await deliver(ALERT, ports);
    await resolve(ALERT, OVER, ports);
    advance(-HOUR);
    expect((await deliver(NEXT, ports)).because).toBe('delivered');
    expect(digestOf(log.records, iso(START)).groups).toMatchObject([{ count: 1 }]);
  });

  test('ahead by years, and put right: nobody is silenced for years', async () => {
    const edge = channel('edge', [YES]);
    const { ports, advance } = world([edge]);
    advance(50 * 365 * 24 * HOUR);
    await deliver(ALERT, ports);
    advance(-50 * 365 * 24 * HOUR);
    expect((await deliver(NEXT, ports)).because).toBe('delivered');
    expect(edge.given).toHaveLength(2);
  });
});

describe('a process that died after the record and before the manifest', () => {
  test('leaves it to the next one to say that Slack and an Issue have it', async () => {
    const edge = channel('edge', [NO]);
    const webhook = channel('webhook', [YES]);
    const issue = channel('issue', [
      { ...YES, issue: [{ type: 'issue.opened', issue_number: 7 }] },
    ]);
    const { ports } = world([edge, webhook, issue], { issueNumber: 99 });
    await deliver(ALERT, ports);
    expect(await deliver(ALERT, ports)).toMatchObject({
      because: 'delivered',
      receipts: [],
      notify_slack: true,
      issue_number: 7,
    });
  });
});

test('10,000 records of one failure are read in less than a second a step', async () => {
  const edge = channel('edge', [YES]);
  const { ports, log } = world([edge]);
  for (let attempt = 1; attempt <= 3_000; attempt += 1) {
    const alert = alertOf({ run_attempt: attempt });
    await log.append(raisedOf(alert));
    await log.append(attemptOf(alert, 'edge', { is_correction: false, outcome: 'unknown' }));
    await log.append(attemptOf(alert, 'edge'));
    await log.append(attemptOf(alert, 'edge', { purpose: 'resolve', try: 2 }));
  }
  const before = performance.now();
  expect((await deliver(alertOf({ run_attempt: 9_999 }), ports)).because).toBe('delivered');
  expect(digestOf(log.records, iso(START)).groups).toHaveLength(1);
  expect(performance.now() - before).toBeLessThan(2_000);
});
