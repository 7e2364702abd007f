import {
  CATALOG,
  computeMetrics,
  createMetricsCollector,
  days,
  type Event,
  METRIC_NAMES,
} from '@provkit/metrics';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { richHistory } from './rich-history.ts';
import {
  corrects,
  DAY,
  FAIL,
  figureOf,
  figuresOf,
  HOUR,
  happens,
  INCONCLUSIVE,
  MINUTE,
  PASS,
  time,
} from './story.ts';

const RATE = 'security_ci.predicate_validation_pass_rate';

describe('spec part 4: worked edge cases', () => {
  it('a pass after a fail of the same attempt counts as a fail', () => {
    const events = [
      happens('validation.completed', HOUR, { ...FAIL, try: 1 }),
      happens('validation.completed', 2 * HOUR, { ...PASS, try: 2 }),
    ];
    expect(figureOf(RATE, events).total).toEqual({ value: 0, numerator: 0, denominator: 1 });
  });

  it('an inconclusive verdict and then a pass counts as a pass', () => {
    const events = [
      happens('validation.completed', HOUR, { ...INCONCLUSIVE, try: 1 }),
      happens('validation.completed', 2 * HOUR, { ...PASS, try: 2 }),
    ];
    const figure = figureOf(RATE, events);
    expect(figure.total).toEqual({ value: 1, numerator: 1, denominator: 1 });
    expect(figure.companions).toEqual({ inconclusive: 0, incomplete: 0 });
  });

  it('a rerun that passes is a pass of its own; the attempt before remains a fail', () => {
    const events = [
      happens('validation.completed', HOUR, { ...FAIL, run_attempt: 1 }),
      happens('validation.completed', 2 * HOUR, { ...PASS, run_attempt: 2, trigger: 'rerun' }),
    ];
    expect(figureOf(RATE, events).total).toEqual({ value: 0.5, numerator: 1, denominator: 2 });
  });

  it('one run with two tags is two subjects, and one run', () => {
    const events = [
      happens('validation.completed', HOUR, { ...PASS, tag: 'v1.0.0' }),
      happens('validation.completed', HOUR, { ...PASS, tag: 'v1' }),
    ];
    expect(figureOf(RATE, events).total).toMatchObject({ denominator: 2 });
    expect(figureOf('notify.failures', events).total).toMatchObject({ denominator: 1 });
  });

  it('an event that is late by 80 h changes nothing until it is there, and then the figure is revised', () => {
    const first = happens('validation.completed', HOUR, { ...PASS, tag: 'v1.0.0' });
    const late = happens('validation.completed', 28 * DAY - HOUR, {
      ...FAIL,
      tag: 'v2.0.0',
      recorded_at: time(28 * DAY + 80 * HOUR),
    });
    const asOf = 35 * DAY;
    const final = figureOf(RATE, [first], asOf);
    expect(final).toMatchObject({ status: 'final', total: { value: 1 } });
    const revised = figureOf(RATE, [first, late], asOf);
    expect(revised).toMatchObject({
      status: 'revised',
      total: { value: 0.5 },
      before: { value: 1 },
    });
    expect(figureOf('notify.failures', [first, late], asOf).status).toBe('final'); // same run: unchanged
  });

  it('a denominator of 0 gives null, never 0 or 1', () => {
    for (const figure of figuresOf([]).figures) {
      if (figure.kind !== 'ratio') continue;
      expect(figure.total).toEqual({ value: null, numerator: 0, denominator: 0 });
    }
  });

  it('a negative duration is no sample, and counted as clock_skew', () => {
    const events = [happens('review.decided', HOUR, {}), happens('review.requested', 2 * HOUR, {})];
    const figure = figureOf('governance.review_lead_time', events);
    expect(figure.total).toMatchObject({ count: 0, sum: 0, p50: null });
    expect(figure.companions).toMatchObject({ clock_skew: 1 });
  });

  it('an unknown delivery is none until it is corrected', () => {
    const attempt = happens('notification.attempted', HOUR, { outcome: 'unknown' });
    const name = 'notify.slack_success_rate';
    expect(figureOf(name, [attempt])).toMatchObject({
      total: { value: 0, denominator: 1 },
      companions: { unknown: 1 },
    });
    const correction = corrects(attempt, { outcome: 'delivered' }, 2 * HOUR);
    expect(figureOf(name, [correction, attempt])).toMatchObject({
      total: { value: 1, numerator: 1, denominator: 1 },
      companions: { unknown: 0 },
    });
  });
});

describe('spec 3.3: rules for all metrics', () => {
  it('has all 18 metrics, in the order of the specification', () => {
    expect(CATALOG.map(({ name }) => name)).toEqual(METRIC_NAMES);
    expect(figuresOf([]).figures.map(({ name }) => name)).toEqual(METRIC_NAMES);
  });

  it('a history in which everything happens gives a number for each', () => {
    const missing = figuresOf(richHistory()).figures.filter((figure) =>
      figure.kind === 'duration' ? figure.total.count === 0 : !figure.total.value,
    );
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  it('permuting and duplicating a history changes nothing', () => {
    const events = richHistory();
    const expected = figuresOf(events, 40 * DAY);
    const shuffled = fc
      .tuple(
        fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
        fc.subarray(events),
      )
      .chain(([all, twice]) => {
        const both = [...all, ...twice.map((event) => structuredClone(event))];
        return fc.shuffledSubarray(both, { minLength: both.length, maxLength: both.length });
      });
    fc.assert(
      fc.property(shuffled, (history) => {
        expect(figuresOf(history, 40 * DAY)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('any part of a history in any order gives what that part gives in its own', () => {
    const events = richHistory();
    const part = fc
      .subarray(events)
      .chain((chosen) =>
        fc.tuple(
          fc.constant(chosen),
          fc.shuffledSubarray(chosen, { minLength: chosen.length, maxLength: chosen.length }),
        ),
      );
    fc.assert(
      fc.property(part, ([chosen, shuffled]) => {
        expect(figuresOf(shuffled, 40 * DAY)).toEqual(figuresOf(chosen, 40 * DAY));
      }),
      { numRuns: 60 },
    );
  });

  it('two records of one fact that differ count as the first one recorded, whichever comes first', () => {
    const early = happens('lock.waited', HOUR, { wait_ms: 1000, recorded_at: time(HOUR) });
    const late: Event = { ...early, wait_ms: 9000, recorded_at: time(2 * HOUR) };
    for (const events of [
      [early, late],
      [late, early],
    ]) {
      expect(figureOf('metrics.lock_wait_seconds', events).total).toMatchObject({
        count: 1,
        sum: 1,
      });
    }
    const same: Event = { ...early, wait_ms: 9000 };
    expect(figuresOf([early, same])).toEqual(figuresOf([same, early]));
  });

  it('two records of one moment count as the same one, whichever comes first, also where only their target differs', () => {
    const known = happens('validation.completed', HOUR, PASS);
    const attempt = happens('kpi.ingest_attempted', 2 * HOUR, {
      event_id: known.id,
      outcome: 'accepted',
    });
    const other: Event = { ...attempt, event_id: 'f'.repeat(64) };
    const elsewhere: Event = { ...attempt, repository: 'https://github.com/acme/other' };
    for (const rival of [other, elsewhere]) {
      const expected = figuresOf([known, attempt, rival]);
      expect(figuresOf([rival, attempt, known])).toEqual(expected);
      expect(figuresOf([attempt, known, rival])).toEqual(expected);
    }
  });

  it('the last correction stands, by time of record, also one that corrects a correction', () => {
    const event = happens('lock.waited', HOUR, { wait_ms: 1000 });
    const second = corrects(event, { wait_ms: 2000 }, 2 * HOUR);
    const third = corrects(second, { wait_ms: 3000 }, 3 * HOUR);
    const late = corrects(event, { wait_ms: 4000 }, 4 * HOUR);
    const sum = (...events: Event[]) =>
      (figureOf('metrics.lock_wait_seconds', events).total as { sum: number }).sum;
    expect(sum(event, second)).toBe(2);
    expect(sum(third, event, second)).toBe(3);
    expect(sum(third, late, event, second)).toBe(4);
    expect(sum(second)).toBe(2); // what it corrects is in a log that is gone
  });

  it('what was marked as a test counts for nothing', () => {
    const tests = richHistory().map((event): Event => ({ ...event, trigger: 'test' }));
    expect(figuresOf(tests)).toEqual(figuresOf([]));
  });

  it('the window includes its beginning and excludes its end', () => {
    const count = (ms: number) =>
      (
        figureOf('artifact_retention_missing', [happens('artifact.unavailable', ms)], 40 * DAY)
          .total as { value: number }
      ).value;
    expect([count(-1), count(0), count(28 * DAY - 1), count(28 * DAY)]).toEqual([0, 1, 1, 0]);
  });

  it('what follows an anchor after the end still counts until as_of, and not beyond', () => {
    const failed = happens('notification.attempted', 28 * DAY - MINUTE, {
      outcome: 'not_delivered',
      try: 1,
    });
    const delivered = happens('notification.attempted', 28 * DAY + MINUTE, {
      outcome: 'delivered',
      try: 2,
    });
    const value = (asOf: number) =>
      figureOf('notify.slack_success_rate', [failed, delivered], asOf).total;
    expect(value(28 * DAY)).toMatchObject({ value: 0 });
    expect(value(28 * DAY + MINUTE)).toMatchObject({ value: 1 });
  });

  it('figures are provisional for 72 h, then final', () => {
    const status = (asOf: number) =>
      new Set(figuresOf([], asOf).figures.map((figure) => figure.status));
    expect(status(31 * DAY - 1)).toEqual(new Set(['provisional']));
    expect(status(31 * DAY)).toEqual(new Set(['final']));
  });

  it('the default window is 28 days that end at as_of', () => {
    const asOf = new Date('2026-11-24T10:00:00.000Z');
    const { from, to, as_of, final_at } = computeMetrics([], { asOf });
    expect({ from, to, as_of, final_at }).toEqual({
      from: '2026-10-27T10:00:00.000Z',
      to: asOf.toISOString(),
      as_of: asOf.toISOString(),
      final_at: '2026-11-27T10:00:00.000Z',
    });
    expect(computeMetrics([], { asOf, window: days(28) }).from).toBe(from);
  });

  it.each([
    ['no length', { days: 0 }],
    ['no number', { days: Number.NaN }],
    ['ends before it begins', { from: new Date(5), to: new Date(4) }],
    ['no time', { from: new Date('nonsense'), to: new Date(4) }],
    ['ends after as_of', { from: new Date(0), to: new Date('2027-01-01') }],
  ])('refuses a window: %s', (_what, window) => {
    const asOf = new Date('2026-11-24T10:00:00.000Z');
    const refusal = expect.objectContaining({ code: 'WINDOW_INVALID' });
    expect(() => createMetricsCollector({ asOf, window })).toThrow(refusal);
  });

  it('a repository is one, whether an event knows its id or only its URL', () => {
    const events = [
      happens('validation.completed', HOUR, { ...FAIL, repository_id: null, try: 1 }),
      happens('validation.completed', 2 * HOUR, { ...PASS, repository_id: '123456', try: 2 }),
    ];
    expect(figureOf(RATE, events).total).toEqual({ value: 0, numerator: 0, denominator: 1 });
  });
});
