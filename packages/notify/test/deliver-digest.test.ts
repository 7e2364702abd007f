import { createRedactor } from '@provkit/http';
import { expect, test } from 'vitest';
import type { Channel, Delivery, Outcome } from '../src/channel.ts';
import { deliverDigest } from '../src/deliver-digest.ts';
import { createMemoryLog } from '../src/notify-log.ts';
import type { Rung } from '../src/record.ts';
import { iso, START } from './alerts.ts';

const DIGEST = { at: iso(START), groups: [] };
const OK: Outcome = { outcome: 'delivered', status: 200, detail: '' };
const DOWN: Outcome = { outcome: 'not_delivered', status: 503, detail: 'down' };

function world(answers: Partial<Record<Rung, readonly Outcome[]>>, canLook = true) {
  const deliveries: Delivery[] = [];
  const slept: number[] = [];
  const ladder = Object.entries(answers).map(([rung, list]): Channel => {
    const left = [...list];
    const deliver = async (delivery: Delivery) => {
      deliveries.push(delivery);
      return left.shift() ?? DOWN;
    };
    return { rung: rung as Rung, deliver, ...(canLook && { look: deliver }) };
  });
  const log = createMemoryLog();
  const clock = {
    now: () => START,
    sleep: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new Error('over')));
        if (ms < 15_000) slept.push(ms);
        if (ms < 15_000) resolve();
      }),
  };
  const context = { redactor: createRedactor({ PASSWORD: 'open-sesame' }) };
  const ports = { ladder, log, clock, random: () => 0.5, context };
  return { deliveries, slept, log, send: () => deliverDigest(DIGEST, ports) };
}

test('S4.6: goes to the team, with a key that is the same at each try', async () => {
  const { deliveries, slept, send } = world({ summary: [DOWN, OK], edge: [OK], issue: [OK] });
  expect(await send()).toMatchObject({ because: 'delivered', slack_retry: true });
  expect(deliveries.map((one) => one.try)).toEqual([1, 2]);
  expect(new Set(deliveries.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
  expect(slept).toEqual([500]);
});

test('goes to the channel where the team cannot be reached, after as many tries as the policy has', async () => {
  const { send } = world({ summary: [], webhook: [OK] });
  const { because, receipts } = await send();
  expect(because).toBe('delivered');
  expect(receipts.map(({ rung, outcome }) => `${rung} ${outcome}`)).toEqual([
    'summary not_delivered',
    'summary not_delivered',
    'summary not_delivered',
    'webhook delivered',
  ]);
});

test('a refusal for good is not tried again, and what asks for too much time neither', async () => {
  const refused = world({ summary: [{ ...DOWN, status: 401 }] });
  expect((await refused.send()).receipts).toHaveLength(1);
  const later = world({ summary: [{ ...DOWN, status: 429, retryAfterMs: 3_600_000 }] });
  expect((await later.send()).receipts).toHaveLength(1);
});

test('what may have arrived is sent again only to who shows it once', async () => {
  const lost: Outcome = { outcome: 'unknown', status: null, detail: 'lost' };
  const asked = world({ summary: [lost, OK] });
  expect((await asked.send()).receipts).toHaveLength(2);
  const blind = world({ webhook: [lost, OK] }, false);
  expect(await blind.send()).toMatchObject({ because: 'exhausted', receipts: [{ try: 1 }] });
});

test('each try is recorded before it is made, and no secret shows', async () => {
  const detail = 'the function said open-sesame';
  const { log, send } = world({ summary: [{ ...DOWN, status: 401, detail }] });
  const { receipts } = await send();
  expect(receipts[0]?.detail).toBe('the function said [redacted]');
  expect(log.records).toMatchObject([
    { purpose: 'digest', outcome: 'unknown', is_correction: false },
    { purpose: 'digest', outcome: 'not_delivered', status: 401, is_correction: true },
  ]);
});

test('with nowhere to send it nothing is done', async () => {
  expect(await world({ issue: [OK] }).send()).toMatchObject({ because: 'exhausted', receipts: [] });
});
