import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createRedactor } from '@provkit/http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSpoolFile, replaySpool } from '../../src/adapters/spool-file.ts';
import { createStepSummary } from '../../src/adapters/step-summary.ts';
import { alertOf, iso, START } from '../alerts.ts';
import { deliveryOf } from './issue-world.ts';

const ALERT = alertOf();
const OTHER = alertOf({ tag: 'v2' });
const clock = { now: () => START, sleep: async () => {} };

let folder = '';
let path = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'provkit-'));
  path = join(folder, 'notify', 'spool.ndjson');
});
afterEach(() => rm(folder, { recursive: true }));

const spool = () => createSpoolFile({ path, clock });
const lines = async () => (await readFile(path, 'utf8')).split('\n').slice(0, -1);

describe('the spool file', () => {
  test('keeps what nobody could be told, one message a line', async () => {
    expect(await spool().deliver(deliveryOf(ALERT))).toEqual({
      outcome: 'delivered',
      status: null,
      detail: `kept in ${path}`,
    });
    await spool().deliver(deliveryOf(OTHER));
    expect((await lines()).map((line) => JSON.parse(line))).toEqual([
      { version: 1, at: iso(START), message: { purpose: 'alert', alert: ALERT } },
      { version: 1, at: iso(START), message: { purpose: 'alert', alert: OTHER } },
    ]);
  });

  test('T18: without secrets', async () => {
    const secret = 'hunter2-hunter2-hunter2';
    const redactor = createRedactor({ PASSWORD: secret });
    const alert = alertOf({ message: `with ${secret}`, entry: { notes: secret } });
    await spool().deliver(deliveryOf(alert, { context: { redactor } }));
    expect(await readFile(path, 'utf8')).not.toContain(secret);
  });

  test('that cannot be written is an outcome', async () => {
    await writeFile(join(folder, 'notify'), '');
    expect(await spool().deliver(deliveryOf(ALERT))).toMatchObject({ outcome: 'not_delivered' });
  });

  test('many writers at once lose nothing', async () => {
    const alerts = Array.from({ length: 8 }, (_, n) => alertOf({ tag: `v${n}` }));
    // they really wait for one another's disk, so that time has to pass for real
    const wait = { now: Date.now, sleep: (ms: number) => setTimeout(ms) };
    await Promise.all(
      alerts.map((alert) => createSpoolFile({ path, clock: wait }).deliver(deliveryOf(alert))),
    );
    expect(await lines()).toHaveLength(8);
  });

  test('is sent again, and keeps what still reaches nobody and what is added meanwhile', async () => {
    for (const alert of [ALERT, OTHER]) await spool().deliver(deliveryOf(alert));
    const added = alertOf({ tag: 'v3' });
    const sent: string[] = [];
    const counts = await replaySpool({ path, clock }, async ({ message }) => {
      sent.push(message.alert.tag);
      if (sent.length === 1) await spool().deliver(deliveryOf(added));
      return message.alert.tag !== OTHER.tag;
    });
    expect([sent, counts]).toEqual([['v1.2.3', 'v2'], { sent: 1, left: 1 }]);
    expect((await lines()).map((line) => JSON.parse(line).message.alert.tag)).toEqual(['v2', 'v3']);
  });

  test('without a file there is nothing to send', async () => {
    expect(await replaySpool({ path, clock }, async () => true)).toEqual({ sent: 0, left: 0 });
  });

  test('a line that a crash cut off is left where it is, and one that is none is refused by its number', async () => {
    await spool().deliver(deliveryOf(ALERT));
    await appendFile(path, '{"version":1,"mess');
    expect(await replaySpool({ path, clock }, async () => false)).toEqual({ sent: 0, left: 1 });
    for (const bad of [
      'nonsense',
      '{"version":2}',
      '{"version":1,"message":{"purpose":"alert","alert":{}}}',
      '{"version":1,"version":1}',
    ]) {
      await writeFile(path, `${bad}\n`);
      await expect(replaySpool({ path, clock }, async () => true)).rejects.toMatchObject({
        code: 'SPOOL_INVALID',
        message: expect.stringContaining(`${path}:1: `),
      });
    }
  });
});

describe('the summary page of a run', () => {
  test('is added to, never replaced', async () => {
    const page = join(folder, 'summary.md');
    await writeFile(page, '# Before\n');
    expect(await createStepSummary({ path: page }).deliver(deliveryOf(ALERT))).toMatchObject({
      outcome: 'delivered',
    });
    const text = await readFile(page, 'utf8');
    expect(text.startsWith('# Before\n')).toBe(true);
    expect(text).toContain('attestation_missing');
  });

  test('that cannot be written is an outcome', async () => {
    const channel = createStepSummary({ path: join(folder, 'none', 'summary.md') });
    expect(await channel.deliver(deliveryOf(ALERT))).toMatchObject({ outcome: 'not_delivered' });
  });
});
