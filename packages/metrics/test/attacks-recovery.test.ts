import type { Event } from '@provkit/metrics';
import { describe, expect, it } from 'vitest';
import { END, figure, total } from './attacks.ts';
import {
  corrects,
  DAY,
  FAIL,
  HOUR,
  happens,
  hash,
  INCONCLUSIVE,
  MINUTE,
  seriesOf,
} from './story.ts';

// Histories that try to make a figure say something false (spec.md part 4). All through the public API.

const validated = (ms: number, fields: object) => happens('validation.completed', ms, fields);

describe('spec part 4: reruns', () => {
  const recovery_id = hash('r');
  const failed = validated(HOUR, FAIL);
  const opened = happens('recovery.opened', HOUR, { recovery_id, validation_id: failed.id });
  const started = (ms: number, rerun_id: string, fields: object = {}) =>
    happens('rerun.started', ms, { recovery_id, rerun_id, ...fields });
  const finished = (ms: number, rerun_id: string, fields: object = {}) =>
    happens('rerun.finished', ms, { rerun_id, ...fields });

  it('re_run_count: not after an inconclusive or unknown cause, nor of a recovery never opened', () => {
    const undecided = validated(HOUR, { ...INCONCLUSIVE, run_id: '5' });
    const history = [
      failed,
      opened,
      undecided,
      happens('recovery.opened', HOUR, { recovery_id: hash('s'), validation_id: undecided.id }),
      happens('recovery.opened', HOUR, { recovery_id: hash('t'), validation_id: hash('gone') }),
      started(2 * HOUR, 'a'),
      started(2 * HOUR, 'b', { recovery_id: hash('s') }),
      started(2 * HOUR, 'c', { recovery_id: hash('t') }),
      started(2 * HOUR, 'd', { recovery_id: hash('u') }),
    ];
    expect(figure('security_ci.re_run_count', history)).toMatchObject({
      total: { value: 1 },
      companions: { unknown: 2 },
    });
  });

  it('a rerun that a correction gives the id of another one is that one: distinct ids count', () => {
    const one = started(2 * HOUR, 'a', { initiation: 'automated', mechanism: 'rerun-failed' });
    const two = started(3 * HOUR, 'b', { initiation: 'manual', mechanism: 'dispatch' });
    const same = corrects(two, { rerun_id: 'a' }, 4 * HOUR);
    const history = [failed, opened, one, two, same, finished(5 * HOUR, 'a')];
    expect(seriesOf(figure('security_ci.re_run_count', history))).toEqual({
      'rerun-failed automated': 1,
    });
    expect(total('rerun.automated_vs_manual', history)).toEqual({
      value: 1,
      numerator: 1,
      denominator: 1,
    });
    expect(seriesOf(figure('rerun.success_rate', history))).toEqual({
      'rerun-failed automated': '1/1',
    });
  });

  it('success_rate: lost, inconclusive and refused ones are beside it, in their own windows', () => {
    const history = [
      started(HOUR, 'a'),
      finished(2 * HOUR, 'a', { outcome: 'fail' }),
      finished(2 * HOUR, 'b', { outcome: 'lost', validation_id: null }),
      finished(2 * HOUR, 'c', { outcome: 'inconclusive' }),
      finished(END, 'd', { outcome: 'lost', validation_id: null }),
      happens('rerun.refused', END - 1, { rerun_id: 'e' }),
      happens('rerun.refused', -1, { rerun_id: 'f' }),
    ];
    expect(figure('rerun.success_rate', history, END + DAY)).toMatchObject({
      total: { value: 0, numerator: 0, denominator: 1 },
      companions: { lost: 1, inconclusive: 1, refused: 1 },
    });
  });

  it('success_rate: one whose beginning is not in the log is of unknown labels, and counts', () => {
    expect(seriesOf(figure('rerun.success_rate', [finished(HOUR, 'x')]))).toEqual({
      'unknown unknown': '1/1',
    });
  });

  it('time_to_resolution: an unopened, an unrerun, a superseded and a skewed one are no samples', () => {
    const close = (word: string, ms: number, outcome: 'recovered' | 'superseded' = 'recovered') =>
      happens('recovery.closed', ms, { recovery_id: hash(word), outcome });
    const open = (word: string, ms: number) =>
      happens('recovery.opened', ms, { recovery_id: hash(word), class: 'evidence' });
    const rerun = (word: string) => started(HOUR, word, { recovery_id: hash(word) });
    const history = [
      ...[open('good', HOUR), rerun('good'), close('good', 3 * HOUR)],
      ...[rerun('unopened'), close('unopened', 3 * HOUR)],
      ...[open('unrerun', HOUR), close('unrerun', 3 * HOUR)],
      ...[
        open('superseded', HOUR),
        rerun('superseded'),
        close('superseded', 2 * HOUR, 'superseded'),
      ],
      ...[open('skewed', 4 * HOUR), rerun('skewed'), close('skewed', 3 * HOUR)],
      open('waiting', END - 1),
      open('later', END),
    ];
    expect(figure('rerun.time_to_resolution', history, END + 1)).toMatchObject({
      total: { count: 1, sum: 7200, p50: 7200, max: 7200 },
      companions: { open: 1, blocked: 0, unknown: 1, clock_skew: 1 },
    });
  });

  it('time_to_resolution: blocked is what was entered last by its own number, not by the clock', () => {
    const moved = (ms: number, recovery_seq: number, to: 'blocked' | 'detected') =>
      happens('recovery.transitioned', ms, { recovery_id, recovery_seq, to });
    const beside = (...events: Event[]) =>
      figure('rerun.time_to_resolution', [opened, ...events]).companions;
    const blocked = happens('recovery.blocked', 9 * HOUR, { recovery_id, recovery_seq: 3 });
    expect(beside(moved(9 * HOUR, 3, 'blocked'), blocked)).toMatchObject({ blocked: 1, open: 0 });
    expect(beside(blocked, moved(2 * HOUR, 4, 'detected'))).toMatchObject({ blocked: 0, open: 1 });
  });
});

describe('spec part 4: recovery', () => {
  it('issue_to_fix: the first of several Issues, of its own recovery, until it is fixed and not closed', () => {
    const recovery_id = hash('r');
    const issue = (ms: number, issue_number: number, fields: object = { recovery_id }) =>
      happens('issue.opened', ms, { issue_number, alert_id: null, ...fields });
    const history = [
      issue(3 * HOUR, 2),
      issue(2 * HOUR, 1),
      issue(HOUR, 3, { recovery_id: hash('other') }),
      happens('issue.closed', 150 * MINUTE, { issue_number: 1 }),
      happens('recovery.closed', 4 * HOUR, { recovery_id, outcome: 'rolled-back' }),
      happens('recovery.closed', HOUR, { recovery_id: hash('silent') }),
      issue(5 * HOUR, 4, { recovery_id: hash('quick') }),
      happens('recovery.closed', 5 * HOUR - 1, { recovery_id: hash('quick') }),
    ];
    expect(figure('recovery.issue_to_fix', history)).toMatchObject({
      total: { count: 1, sum: 7200 },
      series: [{ labels: { outcome: 'rolled-back' } }],
      companions: { open: 1, fixed_before_issue: 1, without_issue: 1, clock_skew: 0 },
    });
  });

  it('rollback_lead_time: never decided, never completed, completed first', () => {
    const decided = (ms: number, rollback_id: string) =>
      happens('rollback.decided', ms, { rollback_id });
    const completed = (ms: number, rollback_id: string) =>
      happens('rollback.completed', ms, { rollback_id });
    const history = [
      ...[decided(HOUR, 'a'), completed(HOUR, 'a')],
      ...[decided(HOUR + 1, 'b'), completed(HOUR, 'b')],
      decided(HOUR, 'c'),
      completed(HOUR, 'd'),
      ...[decided(HOUR, 'e'), completed(END, 'e')],
    ];
    expect(figure('recovery.rollback_lead_time', history, END)).toMatchObject({
      total: { count: 1, sum: 0, p50: 0, buckets: Array<number>(11).fill(1) },
      companions: { open: 1, unknown: 1, clock_skew: 1 },
    });
  });
});
