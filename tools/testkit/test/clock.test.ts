import { describe, expect, test } from 'vitest';
import { createClock } from '../src/index.ts';

const START = '2026-01-31T12:00:00.000Z';

describe('createClock', () => {
  test('stands still until it is advanced', async () => {
    const clock = createClock(START);
    expect(new Date(clock.now()).toISOString()).toBe(START);
    await clock.advance(1500);
    expect(new Date(clock.now()).toISOString()).toBe('2026-01-31T12:00:01.500Z');
  });

  test('wakes sleepers in the order in which they are due, at their time', async () => {
    const clock = createClock(START);
    const woken: [string, number][] = [];
    const sleep = async (name: string, ms: number) => {
      await clock.sleep(ms);
      woken.push([name, clock.now() - Date.parse(START)]);
    };
    const all = Promise.all([sleep('late', 2000), sleep('early', 1000)]);
    await clock.advance(999);
    expect(woken).toEqual([]);
    await clock.advance(5000);
    await all;
    expect(woken.map(([name]) => name)).toEqual(['early', 'late']);
  });

  test('an aborted sleep rejects with the reason and is forgotten', async () => {
    const clock = createClock(START);
    const controller = new AbortController();
    const sleep = clock.sleep(1000, controller.signal);
    controller.abort(new Error('enough'));
    await expect(sleep).rejects.toThrow('enough');
    await clock.advance(2000);
  });
});
