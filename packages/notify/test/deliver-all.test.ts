import { createRedactor } from '@provkit/http';
import { describe, expect, test } from 'vitest';
import { raiseAlert } from '../src/alert.ts';
import type { Channel } from '../src/channel.ts';
import { deliverAll } from '../src/deliver-all.ts';
import { createMemoryLog } from '../src/notify-log.ts';
import { START } from './alerts.ts';

const alertOf = (tag: string, run_id: string) =>
  raiseAlert({
    failure_reason: 'artifact_missing',
    severity: 'warning',
    repository: 'https://github.com/acme/widgets',
    tag,
    run_id,
    run_attempt: 1,
  });

function world() {
  const said: string[] = [];
  let active = 0;
  let most = 0;
  const edge: Channel = {
    rung: 'edge',
    deliver: async ({ message }) => {
      active += 1;
      most = Math.max(most, active);
      await new Promise<void>((resolve) => setImmediate(resolve));
      active -= 1;
      if (message.purpose === 'alert') said.push(`${message.alert.tag} ${message.alert.run_id}`);
      return { outcome: 'delivered', status: 200, detail: '' };
    },
  };
  const log = createMemoryLog();
  const sleep = (_: number, signal?: AbortSignal) =>
    new Promise<void>((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new Error('over')));
    });
  const clock = { now: () => START, sleep };
  const context = { redactor: createRedactor() };
  const ports = { ladder: [edge], log, clock, random: () => 0, context };
  return { said, ports, log, most: () => most };
}

describe('telling of many alerts', () => {
  const alerts = ['1', '2', '3'].flatMap((run) => ['a', 'b', 'c'].map((tag) => alertOf(tag, run)));

  test('S2.6: each failure is told once, by its first alert, and the reports are in the order of the alerts', async () => {
    const { said, ports } = world();
    const reports = await deliverAll(alerts, ports);
    expect(said.toSorted()).toEqual(['a 1', 'b 1', 'c 1']);
    expect(reports.map(({ alert_id }) => alert_id)).toEqual(alerts.map(({ alert_id }) => alert_id));
    expect(reports.map(({ because }) => because)).toEqual([
      ...Array.from({ length: 3 }, () => 'delivered'),
      ...Array.from({ length: 6 }, () => 'repeated'),
    ]);
  });

  test('several failures at a time, but no more than asked for', async () => {
    const two = world();
    await deliverAll(alerts, two.ports, { concurrency: 2 });
    expect(two.most()).toBe(2);
    const one = world();
    await deliverAll(alerts, one.ports, { concurrency: 0 });
    expect([one.most(), one.said.length]).toEqual([1, 3]);
  });

  test('nothing is nothing', async () => {
    expect(await deliverAll([], world().ports)).toEqual([]);
  });

  test('throws what the log throws, once what was begun has ended', async () => {
    const { ports, said } = world();
    const full = new Error('the disk is full');
    let appended = 0;
    const log = {
      read: ports.log.read,
      append: async (record: Parameters<typeof ports.log.append>[0]) => {
        appended += 1;
        if (appended > 4) throw full;
        await ports.log.append(record);
      },
    };
    await expect(deliverAll(alerts, { ...ports, log }, { concurrency: 2 })).rejects.toBe(full);
    expect(said.length).toBeLessThan(3);
  });
});
