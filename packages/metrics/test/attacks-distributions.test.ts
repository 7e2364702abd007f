import type { Event } from '@provkit/metrics';
import { describe, expect, it } from 'vitest';
import { END, figure, total } from './attacks.ts';
import { DAY, figuresOf, HOUR, happens, seriesOf } from './story.ts';

// Histories that try to make a figure say something false (spec.md part 4). All through the public API.

const INGEST = 'security_ci.kpi_ingest_success';

describe('spec 3.3: distributions', () => {
  const waits = (...ms: number[]) =>
    total(
      'metrics.lock_wait_seconds',
      ms.map((wait_ms, n) => happens('lock.waited', HOUR, { wait_ms, seq: n + 1 })),
    );

  it.each([
    [1, 1, 1],
    [2, 1, 2],
    [19, 10, 19],
    [20, 10, 19],
    [21, 11, 20],
    [100, 50, 95],
  ])('of %d samples the nearest ranks are %d and %d', (count, p50, p95) => {
    const samples = Array.from({ length: count }, (_, n) => (n + 1) * 1000);
    expect(waits(...samples)).toMatchObject({ count, p50, p95, max: count });
  });

  it('a sample at the end of a bucket is in it, one a millisecond longer in the next', () => {
    const ends = [1, 5, 15, 60, 300, 900, 3600, 14_400, 86_400, 604_800];
    expect(waits(...ends.map((end) => end * 1000))).toMatchObject({
      buckets: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10],
    });
    expect(waits(...ends.map((end) => end * 1000 + 1))).toMatchObject({
      buckets: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    });
  });

  it('no sample is no number, and no bucket', () => {
    expect(waits()).toEqual({
      count: 0,
      sum: 0,
      p50: null,
      p95: null,
      max: null,
      buckets: Array<number>(11).fill(0),
    });
  });

  it('the longest that a number can say is one, and the sum is the same in every order', () => {
    const most = Number.MAX_SAFE_INTEGER;
    expect(waits(most)).toMatchObject({ count: 1, sum: most / 1000, max: most / 1000 });
    expect(waits(1, most, 1, most, 1)).toEqual(waits(most, 1, 1, 1, most));
  });

  it('estimates are a series, and in no total, time-outs in both', () => {
    const wait = (seq: number, fields: object) => happens('lock.waited', HOUR, { seq, ...fields });
    const found = figure('metrics.lock_wait_seconds', [
      wait(1, { wait_ms: 300_000, outcome: 'timed_out' }),
      wait(2, { wait_ms: 999_000, backend: 'actions-queue' }),
      wait(3, { wait_ms: 999_000, backend: 'actions-queue', outcome: 'timed_out' }),
    ]);
    expect(found).toMatchObject({
      total: { count: 1, sum: 300 },
      companions: { estimates: 2, timed_out: 1 },
    });
    expect(seriesOf(found)).toEqual({
      'manifest actions-queue acquired': 1,
      'manifest actions-queue timed_out': 1,
      'manifest file timed_out': 1,
    });
  });
});

describe('spec 3.3: time', () => {
  it('what happens in the millisecond of as_of counts, a millisecond later nothing does', () => {
    const event = happens('artifact.unavailable', 5 * DAY);
    const asOf = (ms: number) => figuresOf([event], ms);
    const open = (ms: number) =>
      asOf(ms).figures.find(({ name }) => name === INGEST)?.companions.open;
    expect([open(END), open(END)]).toEqual([0, 0]);
    const late = happens('artifact.unavailable', END, { artifact_id: '8' });
    const seen = happens('token.observed', END, { rotated_at: null });
    const next: Event = happens('token.observed', END + 1, { token: 'T', rotated_at: null });
    expect(figure('governance.token_rotation_age', [late, seen, next]).companions).toEqual({
      unknown: 1,
      clock_skew: 0,
    });
  });

  it('no event of the same moment is before another by its place in the log', () => {
    const [a, b] = ['ada', 'bob'].map((by) => happens('review.decided', 2 * HOUR, { by }));
    const asked = happens('review.requested', HOUR);
    if (!a || !b) throw new Error('no decisions');
    expect(figure('governance.review_lead_time', [asked, a, b])).toMatchObject({
      total: { count: 1, sum: 3600 },
    });
  });
});
