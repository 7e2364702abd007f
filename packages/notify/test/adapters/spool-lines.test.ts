import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSpoolFile, replaySpool } from '../../src/adapters/spool-file.ts';
import { alertOf, START } from '../alerts.ts';
import { deliveryOf } from './issue-world.ts';

const ALERT = alertOf();
const OTHER = alertOf({ tag: 'v2' });
const clock = { now: () => START, sleep: async () => {} };

let folder = '';
let path = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'provkit-'));
  path = join(folder, 'spool.ndjson');
});
afterEach(() => rm(folder, { recursive: true }));

const spool = () => createSpoolFile({ path, clock });
const lines = async () => (await readFile(path, 'utf8')).split('\n').slice(0, -1);
const send = async (sent: string[]) =>
  replaySpool({ path, clock }, async ({ message }) => {
    sent.push(message.alert.tag);
    return true;
  });

describe('a line of a spool file that is no message', () => {
  test('keeps nobody from hearing of the others', async () => {
    await spool().deliver(deliveryOf(ALERT));
    await appendFile(path, 'nonsense\n');
    await spool().deliver(deliveryOf(OTHER));
    const sent: string[] = [];
    await expect(send(sent)).rejects.toMatchObject({
      code: 'SPOOL_INVALID',
      message: expect.stringContaining(`${path}:2: `),
    });
    expect(sent).toEqual(['v1.2.3', 'v2']);
    expect(await lines()).toEqual(['nonsense']);
  });

  test('does not take along what is added behind it, where it was cut off', async () => {
    await spool().deliver(deliveryOf(ALERT));
    await appendFile(path, '{"version":1,"mess');
    await spool().deliver(deliveryOf(OTHER));
    const sent: string[] = [];
    await expect(send(sent)).rejects.toMatchObject({ code: 'SPOOL_INVALID' });
    expect(sent).toEqual(['v1.2.3', 'v2']);
  });

  test.each([
    ['is long', { message: 'x'.repeat(2_000_000) }],
    ['is deep', { entry: JSON.parse(`${'['.repeat(62)}${']'.repeat(62)}`) as unknown }],
    ['has too much in it', { entry: Array.from({ length: 200_000 }, () => 0) }],
  ])('never comes of an alert that %s: it is kept without that', async (_, evidence) => {
    await spool().deliver(deliveryOf(alertOf(evidence)));
    const sent: string[] = [];
    expect(await send(sent)).toEqual({ sent: 1, left: 0 });
    expect(sent).toEqual(['v1.2.3']);
  });

  test('is one whose texts are none', async () => {
    const message = { purpose: 'alert', alert: { ...ALERT, message: ['no text'] } };
    await writeFile(path, `${JSON.stringify({ version: 1, at: 'x', message })}\n`);
    await expect(send([])).rejects.toMatchObject({ code: 'SPOOL_INVALID' });
  });
});

test('a line that somebody has written by hand is taken out, too, once it was sent', async () => {
  await spool().deliver(deliveryOf(ALERT));
  const [line = ''] = await lines();
  await writeFile(path, `${line.replaceAll('":', '": ')}\n`);
  expect(await send([])).toEqual({ sent: 1, left: 0 });
  expect(await lines()).toEqual([]);
});
