import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ownIdentity, processName } from '../../src/adapters/process-identity.ts';
import { DEAD_PID, START, useFile } from './fixture.ts';

const file = useFile();
const isLinux = process.platform === 'linux';

describe('a lock that is held', () => {
  test('is waited for, and the wait told', async () => {
    await file.lockedBy({});
    file.onSleep = async () => {
      if (file.now - START >= 2000) await rm(`${file.path}.lock`, { force: true });
    };
    const { waitedMs } = await file.append('x');
    expect(waitedMs).toBeGreaterThanOrEqual(2000);
    expect(waitedMs).toBeLessThanOrEqual(2500);
  });

  test('for too long ends it, naming the holder (S5.3)', async () => {
    await file.lockedBy({});
    await expect(file.append('x')).rejects.toMatchObject({
      code: 'LOCK_TIMEOUT',
      waitedMs: 300_000,
      message: expect.stringMatching(
        new RegExp(`within 300 s: process ${process.pid} on .* since 2026-01-31T11:59:00.000Z`),
      ),
    });
    expect(file.now - START).toBe(300_000);
  });

  test('is waited for no longer because a clock is set back, and no wait is negative', async () => {
    await file.lockedBy({});
    let slept = 0;
    const clock = {
      now: () => file.now,
      sleep: async (ms: number) => {
        slept += ms;
        file.now -= 60_000;
      },
    };
    await expect(file.append('x', { clock })).rejects.toMatchObject({
      code: 'LOCK_TIMEOUT',
      waitedMs: 300_000,
    });
    expect(slept).toBe(300_000);
  });

  test('is waited for until the caller aborts, whose reason it is then', async () => {
    await file.lockedBy({});
    const controller = new AbortController();
    file.onSleep = async () => controller.abort(new Error('enough'));
    const aborted = file.append('x', { signal: controller.signal });
    await expect(aborted).rejects.toThrow('enough');
  });
});

describe('the lock of a dead process', () => {
  test.each([
    ['its process is gone', { pid: DEAD_PID }],
    ['its number belongs to another process now', { started: '1' }],
  ])('is taken over: %s', async (_, changes) => {
    if (!isLinux && !('pid' in changes)) return;
    await file.lockedBy({ ...(await ownIdentity()), ...changes });
    expect((await file.append('x')).waitedMs).toBe(0);
    expect(await readdir(file.folder)).toEqual(['file.txt']);
  });

  test.each([
    ['its process lives', {}],
    ['it is of another machine', { host: `not-${hostname()}`, pid: DEAD_PID }],
    [
      'it is in another container, where numbers mean other processes',
      { namespace: 'pid:[1]', pid: DEAD_PID },
    ],
    ['it is not readable', { pid: 'x' }],
    ['it is of a group of processes', { pid: -DEAD_PID }],
  ])('is not known to be one, and waited for: %s', async (_, changes) => {
    if (!isLinux && 'namespace' in changes) return;
    await file.lockedBy({ ...(await ownIdentity()), ...changes });
    await expect(file.append('x', { timeoutMs: 100 })).rejects.toMatchObject({
      code: 'LOCK_TIMEOUT',
      waitedMs: 100,
    });
  });

  test('is taken over also where a process died in the middle of taking it over', async () => {
    await file.lockedBy({ pid: DEAD_PID });
    const dead = await readFile(`${file.path}.lock`);
    await writeFile(`${file.path}.lock.takeover`, dead);
    await writeFile(`${file.path}.lock.takeover.takeover`, dead);
    expect((await file.append('x')).waitedMs).toBe(0);
    expect(await readdir(file.folder)).toEqual(['file.txt']);
  });

  test('is left to the process that is at taking it over', async () => {
    await file.lockedBy({});
    const living = await readFile(`${file.path}.lock`);
    await file.lockedBy({ pid: DEAD_PID });
    await writeFile(`${file.path}.lock.takeover`, living);
    const refused = file.append('x', { timeoutMs: 100 });
    await expect(refused).rejects.toMatchObject({ code: 'LOCK_TIMEOUT' });
    expect((await readdir(file.folder)).toSorted()).toEqual([
      'file.txt',
      'file.txt.lock',
      'file.txt.lock.takeover',
    ]);
  });
});

describe('what a dead writer left', () => {
  test('is cleared away by the next change: half-written files and locks that were never taken', async () => {
    const identity = await ownIdentity();
    const dead = JSON.stringify({ ...identity, pid: DEAD_PID, token: 't', since: 'then' });
    const living = dead.replace(String(DEAD_PID), String(process.pid));
    // died before anything was in the file: the name tells
    const name = processName(identity, '4e5f');
    const emptyOf = (pid: number) =>
      `file.txt.lock.${name.replace(`-${process.pid}-`, `-${pid}-`)}`;
    const left: readonly (readonly [name: string, content: string])[] = [
      ['.file.txt.0a1b.tmp', 'one\ntw'],
      ['file.txt.lock.0a1b', dead],
      ['file.txt.lock.2c3d', living],
      ['file.txt.bak', 'a person’s own'],
      [emptyOf(DEAD_PID), ''],
      [emptyOf(process.pid), ''],
    ];
    for (const [entry, content] of left) await writeFile(join(file.folder, entry), content);
    await file.append('x');
    const kept = ['file.txt', 'file.txt.bak', 'file.txt.lock.2c3d', emptyOf(process.pid)];
    expect((await readdir(file.folder)).toSorted()).toEqual(kept.toSorted());
  });
});
