import { expect, test } from 'vitest';
import { startStopwatch } from '../src/stopwatch.ts';

/** A clock whose next readings are given; sleeping changes nothing. */
function clockOf(...readings: number[]) {
  let last = 0;
  return {
    now: () => {
      last = readings.shift() ?? last;
      return last;
    },
    sleep: async () => {},
  };
}

test('measures what passes', () => {
  const stopwatch = startStopwatch(clockOf(1000, 1250, 1400));
  expect([stopwatch.elapsedMs(), stopwatch.elapsedMs()]).toEqual([250, 400]);
});

test('a clock that is set back takes nothing away (S5.3)', () => {
  const stopwatch = startStopwatch(clockOf(10_000, 10_500, 100, 300));
  expect([stopwatch.elapsedMs(), stopwatch.elapsedMs(), stopwatch.elapsedMs()]).toEqual([
    500, 500, 700,
  ]);
});

test('a pause counts as what it was meant to take, at least', async () => {
  const stopwatch = startStopwatch(clockOf(10_000, 10_000, 5000, 5000));
  await stopwatch.sleep(200, undefined);
  expect(stopwatch.elapsedMs()).toBe(200);
});
