import type { Event, EventOf, RatioValue } from '@provkit/metrics';
import { describe, expect, it } from 'vitest';
import { corrects, DAY, FAIL, figureOf, HOUR, happens, hash, PASS, time } from './story.ts';

// What is the same fact, subject or repository, and what is not.

const RATE = 'security_ci.predicate_validation_pass_rate';
const WAITS = 'metrics.lock_wait_seconds';

describe('spec 3.1: a correction replaces what it corrects, and nothing else', () => {
  it('of another type it is no correction: a wait for a lock cannot erase a failed validation', () => {
    const failed = happens('validation.completed', HOUR, FAIL);
    const other: Event = happens('lock.waited', 2 * HOUR, { corrects: failed.id });
    expect(figureOf(RATE, [failed, other]).total).toMatchObject({ value: 0, denominator: 1 });
  });

  it('of another repository it is none: who writes there cannot erase what failed here', () => {
    const failed = happens('validation.completed', HOUR, FAIL);
    const elsewhere = {
      repository: 'https://github.com/evil/mirror',
      repository_id: '666',
      ...PASS,
    };
    const other = corrects(failed, elsewhere, 2 * HOUR);
    const { numerator = 0, denominator = 0 } = figureOf(RATE, [failed, other]).total as RatioValue;
    expect(denominator - numerator).toBe(1);
  });

  it('one that corrects a test’s correction is of the same family: the fact counts once', () => {
    const real = happens('lock.waited', HOUR, { wait_ms: 1000 });
    const test = corrects(real, { wait_ms: 2000, trigger: 'test' }, 2 * HOUR);
    const last = corrects(test, { wait_ms: 3000, trigger: 'release' }, 3 * HOUR);
    expect(figureOf(WAITS, [real, test, last]).total).toMatchObject({ count: 1, sum: 3 });
  });

  it('one that says it happened after as_of takes it away until then', () => {
    const wrong = happens('artifact.unavailable', HOUR);
    const draft = { ...corrects(wrong, {}, 2 * HOUR), at: time(29 * DAY) };
    const value = (asOf: number) =>
      figureOf('artifact_retention_missing', [wrong, draft], asOf).total;
    expect(value(40 * DAY)).toEqual({ value: 0 });
    expect(value(28 * DAY)).toEqual({ value: 0 });
  });

  it('one that is corrected back into the history stands, and the original does not', () => {
    const wrong = happens('lock.waited', HOUR, { wait_ms: 1000 });
    const beyond: EventOf<'lock.waited'> = {
      ...corrects(wrong, { wait_ms: 2000 }, 2 * HOUR),
      at: time(50 * DAY),
    };
    const back = { ...corrects(beyond, { wait_ms: 3000 }, 3 * HOUR), at: time(2 * HOUR) };
    for (const history of [
      [wrong, beyond, back],
      [back, beyond, wrong],
    ]) {
      expect(figureOf(WAITS, history).total).toMatchObject({ count: 1, sum: 3 });
    }
    expect(figureOf(WAITS, [wrong, beyond]).total).toMatchObject({ count: 0 });
  });

  it('one that takes a fact away after its figure was final revises it, a late test does not', () => {
    const wrong = happens('lock.waited', HOUR, { wait_ms: 1000 });
    const late = 28 * DAY + 80 * HOUR;
    const gone: Event = { ...corrects(wrong, {}, late), at: time(50 * DAY) };
    expect(figureOf(WAITS, [wrong, gone], 40 * DAY)).toMatchObject({
      status: 'revised',
      total: { count: 0 },
      before: { count: 1, sum: 1 },
    });
    const test = corrects(wrong, { wait_ms: 9000, trigger: 'test' }, late);
    expect(figureOf(WAITS, [wrong, test], 40 * DAY)).toMatchObject({
      status: 'final',
      total: { count: 1, sum: 1 },
    });
  });

  it('an Issue belongs to the recovery of its validation, whichever name of that each of them uses', () => {
    const recovery_id = hash('r');
    const alert_id = hash('a');
    const failed = happens('validation.completed', HOUR, FAIL);
    const corrected = corrects(failed, { failure_reason: 'claim_mismatch' }, HOUR + 1);
    const history = [
      failed,
      corrected,
      happens('alert.raised', HOUR, { alert_id, validation_id: failed.id }),
      happens('recovery.opened', HOUR, { recovery_id, validation_id: corrected.id }),
      happens('issue.opened', 2 * HOUR, { alert_id, recovery_id: null }),
      happens('recovery.closed', 3 * HOUR, { recovery_id }),
    ];
    expect(figureOf('recovery.issue_to_fix', history).total).toMatchObject({ count: 1, sum: 3600 });
  });
});

describe('spec 3.3: finality', () => {
  it('a correction that comes late revises a figure also where it says that the thing is yet to happen', () => {
    const wrong = happens('artifact.unavailable', HOUR);
    const late: Event = { ...corrects(wrong, {}, 35 * DAY), at: time(50 * DAY) };
    expect(figureOf('artifact_retention_missing', [wrong, late], 40 * DAY)).toMatchObject({
      status: 'revised',
      total: { value: 0 },
      before: { value: 1 },
    });
  });

  it('a reading at as_of is of no window: a token rotated later revises nothing', () => {
    const token = (ms: number, rotated: number) =>
      happens('token.observed', ms, { rotated_at: time(rotated) });
    const history = [token(27 * DAY, 0), token(33 * DAY, 33 * DAY)];
    const figure = figureOf('governance.token_rotation_age', history, 35 * DAY);
    expect(figure).toMatchObject({ total: { value: 2 } });
    expect([figure.status === 'revised', 'before' in figure]).toEqual([false, false]);
  });

  it('what was known of a repository then does not change by which record of a fact is kept', () => {
    const validation = (ms: number, repository_id: string | null, try_: number) =>
      happens('validation.completed', ms, { ...FAIL, repository_id, try: try_ });
    // the later record of the alert is the only event that tells the id of the URL
    const alert = happens('alert.raised', HOUR, { repository_id: null });
    const again: Event = { ...alert, repository_id: '123456', recorded_at: time(2 * HOUR) };
    const renamed = {
      ...validation(3 * HOUR, '123456', 2),
      repository: 'https://github.com/acme/gadgets',
    };
    const history = [alert, again, validation(HOUR, null, 1), renamed];
    const late = happens('lock.waited', HOUR, { recorded_at: time(35 * DAY) });
    const now = figureOf(RATE, history, 40 * DAY);
    expect(now).toMatchObject({ status: 'final', total: { denominator: 1 } });
    expect(figureOf(RATE, [...history, late], 40 * DAY)).toEqual(now);
  });
});

describe('spec 3.3: what is learnt late', () => {
  it('of a repository, from a second record of a fact, revises what was final', () => {
    const fields = { repository_id: null, tag: 'v1' };
    const alert = happens('alert.raised', HOUR, { repository_id: null });
    // the only event that says that both are one repository
    const again: Event = { ...alert, repository_id: '123456', recorded_at: time(35 * DAY) };
    const history = [
      happens('validation.completed', HOUR, { ...FAIL, ...fields, try: 1 }),
      happens('validation.completed', 2 * HOUR, {
        ...PASS,
        tag: 'v1',
        repository: 'https://github.com/acme/gadgets',
        try: 2,
      }),
      alert,
    ];
    expect(figureOf(RATE, history, 40 * DAY)).toMatchObject({
      status: 'final',
      total: { value: 0.5 },
    });
    expect(figureOf(RATE, [...history, again], 40 * DAY)).toMatchObject({
      status: 'revised',
      total: { value: 0 },
      before: { value: 0.5 },
    });
  });
});

describe('spec 3.3: subjects', () => {
  it('a release without a tag is not the one whose tag is the word null', () => {
    const history = [
      happens('validation.completed', HOUR, { ...PASS, tag: null }),
      happens('validation.completed', 2 * HOUR, { ...FAIL, tag: 'null' }),
    ];
    expect(figureOf(RATE, history).total).toMatchObject({ value: 0.5, denominator: 2 });
  });
});
