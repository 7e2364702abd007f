import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFileStore } from '../../src/adapters/file-store.ts';
import { ID, stateOf } from '../recovery-fixture.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'provkit-store-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('recoveries in files', () => {
  test.each([
    ['nothing', ''],
    ['half a character', '\uD83D'],
    ['more than a text may hold', 'x'.repeat(4097)],
  ])('T15: %s for a text is refused, and what is stored stays readable', async (_, note) => {
    const clock = { now: Date.now, sleep: (ms: number) => sleep(ms) };
    const store = createFileStore({ folder, clock });
    await store.update(ID, () => stateOf({ seq: 7 }));
    await expect(store.update(ID, () => stateOf({ note }))).rejects.toMatchObject({
      code: 'STATE_INVALID',
    });
    expect(await store.read(ID)).toEqual(stateOf({ seq: 7 }));
  });
});
