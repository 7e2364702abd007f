import { describe, expect, it } from 'vitest';
import { figureOf, HOUR, happens, seriesOf } from '../story.ts';

const NAME = 'metrics.lock_wait_seconds';
let seq = 0;
const waited = (wait_ms: number, fields: object = {}) => {
  seq += 1;
  return happens('lock.waited', HOUR, { wait_ms, seq, ...fields });
};

describe(`S5.3 ${NAME}`, () => {
  it('is the distribution of waits, time-outs included', () => {
    const figure = figureOf(NAME, [
      waited(0),
      waited(1000),
      waited(1001),
      waited(300_000, { outcome: 'timed_out' }),
    ]);
    expect(figure.total).toEqual({
      count: 4,
      sum: 302.001,
      p50: 1,
      p95: 300,
      max: 300,
      buckets: [2, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4],
    });
    expect(figure.companions).toEqual({ estimates: 0, timed_out: 1 });
  });

  it('estimates of queueing at Actions are never added to the others', () => {
    const figure = figureOf(NAME, [waited(1000), waited(90_000, { backend: 'actions-queue' })]);
    expect(figure.total).toMatchObject({ count: 1, max: 1 });
    expect(figure.companions).toMatchObject({ estimates: 1 });
    expect(seriesOf(figure)).toEqual({
      'manifest file acquired': 1,
      'manifest actions-queue acquired': 1,
    });
  });
});
