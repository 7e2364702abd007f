import { describe, expect, it } from 'vitest';
import { corrects, DAY, figureOf, HOUR, happens, hash, seriesOf } from '../story.ts';

const NAME = 'rerun.time_to_resolution';
const recovery_id = hash('recovery');
const opened = happens('recovery.opened', HOUR, { recovery_id });
const started = happens('rerun.started', 2 * HOUR, { recovery_id });
const closed = (ms: number, outcome: 'recovered' | 'superseded' = 'recovered') =>
  happens('recovery.closed', ms, { recovery_id, outcome });
const blocked = happens('recovery.blocked', 3 * HOUR, { recovery_id, recovery_seq: 3 });

describe(`S3.7 ${NAME}`, () => {
  it('runs from opening to closing of what a rerun recovered, by class of the failure', () => {
    const figure = figureOf(NAME, [opened, started, closed(4 * HOUR)]);
    expect(figure.total).toMatchObject({ count: 1, sum: 3 * 3600 });
    expect(seriesOf(figure)).toEqual({ evidence: 1 });
  });

  it('one without a rerun, and one that was superseded, are no samples', () => {
    expect(figureOf(NAME, [opened, closed(4 * HOUR)]).total).toMatchObject({ count: 0 });
    expect(figureOf(NAME, [opened, started, closed(4 * HOUR, 'superseded')]).total).toMatchObject({
      count: 0,
    });
  });

  it('counts what is open, and apart from it what is blocked', () => {
    expect(figureOf(NAME, [opened]).companions).toMatchObject({ open: 1, blocked: 0 });
    expect(figureOf(NAME, [opened, blocked]).companions).toMatchObject({ open: 0, blocked: 1 });
    const unblocked = happens('recovery.transitioned', 4 * HOUR, {
      recovery_id,
      recovery_seq: 4,
      from: 'blocked',
      to: 'detected',
    });
    expect(figureOf(NAME, [opened, blocked, unblocked]).companions).toMatchObject({
      open: 1,
      blocked: 0,
    });
    expect(figureOf(NAME, [opened, blocked, closed(5 * HOUR)]).companions).toMatchObject({
      open: 0,
      blocked: 0,
    });
  });

  it('one that was opened after the window is not open in it; one closed by as_of is not either', () => {
    const later = happens('recovery.opened', 29 * DAY, { recovery_id });
    expect(figureOf(NAME, [later], 40 * DAY).companions).toMatchObject({ open: 0 });
    expect(figureOf(NAME, [opened, closed(29 * DAY)], 28 * DAY).companions).toMatchObject({
      open: 1,
    });
    expect(figureOf(NAME, [opened, closed(29 * DAY)], 40 * DAY).companions).toMatchObject({
      open: 0,
    });
  });

  it('one that closed before it opened is clock_skew, one whose opening is lost unknown', () => {
    expect(figureOf(NAME, [opened, started, closed(0)]).companions).toMatchObject({
      clock_skew: 1,
    });
    expect(figureOf(NAME, [started, closed(4 * HOUR)]).companions).toMatchObject({ unknown: 1 });
  });

  it('a corrected outcome decides', () => {
    const recovered = closed(4 * HOUR);
    const events = [
      opened,
      started,
      recovered,
      corrects(recovered, { outcome: 'dismissed' }, 5 * HOUR),
    ];
    expect(figureOf(NAME, events).total).toMatchObject({ count: 0 });
  });
});
