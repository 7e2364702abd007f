import type { Event, EventOf } from '@provkit/metrics';
import { describe, expect, it } from 'vitest';
import {
  corrects,
  DAY,
  FAIL,
  figureOf,
  figuresOf,
  HOUR,
  happens,
  hash,
  MINUTE,
  PASS,
  time,
} from './story.ts';

// Histories that try to make a figure say something false by correcting it (spec.md 3.1, 3.3). All through the public API.

const RATE = 'security_ci.predicate_validation_pass_rate';
const WAITS = 'metrics.lock_wait_seconds';

const waited = (wait_ms: number) => happens('lock.waited', HOUR, { wait_ms });

/** Count and sum of the waits of a history, which must be the same in whatever order it comes. */
function waits(...events: readonly Event[]): readonly [number, number] {
  const found = [events, events.toReversed()].map((history) => {
    const { total } = figureOf(WAITS, history);
    return 'sum' in total ? ([total.count, total.sum] as const) : ([Number.NaN, 0] as const);
  });
  expect(found[1]).toEqual(found[0]);
  return found[0] ?? [Number.NaN, 0];
}

describe('spec 3.1: corrections of corrections', () => {
  it('of a chain of ten the last recorded one stands, also where links of it are missing', () => {
    const chain: EventOf<'lock.waited'>[] = [waited(1000)];
    for (let n = 1; n < 10; n += 1) {
      const before = chain.at(-1) ?? waited(0);
      chain.push(corrects(before, { wait_ms: (n + 1) * 1000 }, (n + 1) * HOUR));
    }
    expect(waits(...chain)).toEqual([1, 10]);
    expect(waits(...chain.slice(0, -1))).toEqual([1, 9]);
    expect(waits(...chain.slice(1))).toEqual([1, 10]); // the original is in a log that is gone
  });

  it('two branches of one original are one fact: the one recorded last, not the longest', () => {
    const original = waited(1000);
    const short = corrects(original, { wait_ms: 9000 }, 9 * HOUR);
    const first = corrects(original, { wait_ms: 2000 }, 2 * HOUR);
    const second = corrects(first, { wait_ms: 3000 }, 3 * HOUR);
    expect(waits(original, short, first, second)).toEqual([1, 9]);
    expect(waits(original, first, second)).toEqual([1, 3]);
  });

  it('two corrections recorded in one moment: the one with the higher id', () => {
    const original = waited(1000);
    const first = corrects(original, { wait_ms: 2000 }, 2 * HOUR);
    const second = corrects(first, { wait_ms: 3000 }, 2 * HOUR);
    const [last] = [first, second].sort((a, b) => (a.id > b.id ? -1 : 1));
    expect(waits(original, first, second)).toEqual([1, (last?.wait_ms ?? 0) / 1000]);
  });

  it('a correction recorded before its original stands all the same', () => {
    const original = happens('lock.waited', 5 * HOUR, { wait_ms: 1000 });
    const early = corrects(original, { wait_ms: 7000 }, HOUR);
    expect(waits(original, early)).toEqual([1, 7]);
  });

  it('a correction that is there twice counts once', () => {
    const original = waited(1000);
    const correction = corrects(original, { wait_ms: 2000 }, 2 * HOUR);
    expect(waits(correction, original, structuredClone(correction))).toEqual([1, 2]);
  });

  it('corrections of each other in a circle, and of themselves, end, and lose nothing else', () => {
    const other = happens('lock.waited', HOUR, { wait_ms: 4000, seq: 2 });
    const [a, b] = [hash('a'), hash('b')];
    const circle: Event[] = [
      { ...waited(1000), id: a, corrects: b },
      { ...waited(2000), id: b, corrects: a },
      { ...waited(3000), id: hash('c'), corrects: hash('c') },
    ];
    const { companions } = figureOf(WAITS, [...circle, other]);
    expect(companions).toEqual({ estimates: 0, timed_out: 0 });
    expect(waits(...circle, other)[1]).toBeGreaterThanOrEqual(4);
  });
});

describe('spec 3.1: what a correction changes', () => {
  it('the time: a fact leaves the window that it was in', () => {
    const before = happens('artifact.unavailable', HOUR);
    const corrected = corrects(before, {}, 2 * HOUR);
    const earlier: Event = { ...corrected, at: time(-HOUR) };
    expect(figureOf('artifact_retention_missing', [before, earlier]).total).toEqual({ value: 0 });
  });

  it('the verdict: what was first a fail and is corrected to a pass is a pass for every figure', () => {
    const failed = happens('validation.completed', HOUR, FAIL);
    const recovery_id = hash('r');
    const passed = corrects(failed, PASS, 2 * HOUR);
    const history = [
      passed,
      failed,
      happens('recovery.opened', HOUR, { recovery_id, validation_id: failed.id }),
      happens('rerun.started', 2 * HOUR, { recovery_id }),
    ];
    expect(figureOf(RATE, history).total).toEqual({ value: 1, numerator: 1, denominator: 1 });
    expect(figureOf('security_ci.slack_issue_followups', history).total).toEqual({ value: 0 });
    expect(figureOf('security_ci.re_run_count', history)).toMatchObject({
      total: { value: 0 },
      companions: { unknown: 0 },
    });
  });

  it('the tag: the subject that was named by mistake is no subject any more', () => {
    const wrong = happens('validation.completed', HOUR, { ...FAIL, tag: 'v1' });
    const right = corrects(wrong, { tag: 'v2' }, 2 * HOUR);
    const pass = happens('validation.completed', 3 * HOUR, { ...PASS, tag: 'v1', try: 2 });
    expect(figureOf(RATE, [wrong, right, pass]).total).toEqual({
      value: 0.5,
      numerator: 1,
      denominator: 2,
    });
  });

  it('a delivery: corrected to delivered within 900 s it followed, after that it did not', () => {
    const failed = happens('validation.completed', HOUR, FAIL);
    const alert_id = hash('alert');
    const raised = happens('alert.raised', HOUR, { alert_id, validation_id: failed.id });
    const attempt = (ms: number) =>
      happens('notification.attempted', ms, { alert_id, outcome: 'unknown' });
    for (const [ms, channel] of [
      [HOUR + 900_000, 'slack'],
      [HOUR + 900_001, 'none'],
    ] as const) {
      const tried = attempt(ms);
      const history = [failed, raised, tried, corrects(tried, { outcome: 'delivered' }, 20 * HOUR)];
      const figure = figureOf('security_ci.slack_issue_followups', history);
      expect(figure.series.filter(({ value }) => 'value' in value && value.value === 1)).toEqual([
        { labels: { channel }, value: { value: 1 } },
      ]);
    }
  });

  it('one of an acknowledged delivery: the wait begins at the corrected time', () => {
    const alert_id = hash('alert');
    const tried = happens('notification.attempted', HOUR, { alert_id, outcome: 'delivered' });
    const correction: Event = {
      ...corrects(tried, {}, 2 * HOUR),
      at: time(HOUR + 10 * MINUTE),
    };
    const answered = happens('alert.acknowledged', HOUR + 15 * MINUTE, { alert_id });
    const sum = (...events: Event[]) => figureOf('recovery.slack_ack_time', events).total;
    expect(sum(tried, answered)).toMatchObject({ count: 1, sum: 900 });
    expect(sum(tried, answered, correction)).toMatchObject({ count: 1, sum: 300 });
  });
});

describe('spec 3.3: late corrections and final figures', () => {
  it('a correction of a correction that is late by 80 h revises to the newest, from the last on time', () => {
    const original = waited(1000);
    const onTime = corrects(original, { wait_ms: 2000 }, 28 * DAY);
    const late = corrects(onTime, { wait_ms: 3000 }, 28 * DAY + 80 * HOUR);
    const figure = figureOf(WAITS, [late, original, onTime], 40 * DAY);
    expect(figure).toMatchObject({
      status: 'revised',
      total: { count: 1, sum: 3 },
      before: { count: 1, sum: 2 },
    });
  });

  it('recorded at the very moment of finality is on time, a millisecond later is late', () => {
    const original = waited(1000);
    const moment = 28 * DAY + 72 * HOUR;
    const status = (ms: number) =>
      figureOf(WAITS, [original, corrects(original, { wait_ms: 2000 }, ms)], 40 * DAY).status;
    expect([status(moment), status(moment + 1)]).toEqual(['final', 'revised']);
  });

  it('a late event that changes nothing revises nothing', () => {
    const on = happens('artifact.unavailable', HOUR, { run_id: '1' });
    const again = happens('artifact.unavailable', 2 * HOUR, {
      run_id: '2',
      recorded_at: time(35 * DAY),
    });
    const figure = figureOf('artifact_retention_missing', [on, again], 40 * DAY);
    expect(figure).toMatchObject({ status: 'final', total: { value: 1 } });
    expect('before' in figure).toBe(false);
  });

  it('before the 72 h are over nothing is revised, however late it was recorded', () => {
    const late = happens('lock.waited', HOUR, { recorded_at: time(28 * DAY + 71 * HOUR) });
    const statuses = figuresOf([late], 28 * DAY + 72 * HOUR - 1).figures.map(
      ({ status }) => status,
    );
    expect(new Set(statuses)).toEqual(new Set(['provisional']));
  });

  it('two records of one fact, the later one recorded after finality: nothing is revised', () => {
    const event = waited(1000);
    const again: Event = { ...event, wait_ms: 9000, recorded_at: time(35 * DAY) };
    expect(figureOf(WAITS, [again, event], 40 * DAY)).toMatchObject({
      status: 'final',
      total: { count: 1, sum: 1 },
    });
  });
});

describe('spec 3.3: tests', () => {
  it('a test that has the id of a real event does not take its place, whichever was recorded first', () => {
    const real = waited(5000);
    const test: Event = { ...real, trigger: 'test', wait_ms: 1, recorded_at: time(0) };
    expect(waits(test, real)).toEqual([1, 5]);
  });

  it('a test does not correct what is real', () => {
    const real = waited(5000);
    const test = corrects(real, { wait_ms: 1, trigger: 'test' }, 2 * HOUR);
    expect(waits(real, test)).toEqual([1, 5]);
  });

  it('a correction that says that a test was none makes it count', () => {
    const test = happens('lock.waited', HOUR, { wait_ms: 1000, trigger: 'test' });
    expect(waits(test, corrects(test, { trigger: 'release' }, 2 * HOUR))).toEqual([1, 1]);
  });
});
