import { describe, expect, it } from 'vitest';
import { corrects, DAY, figureOf, HOUR, happens, seriesOf } from '../story.ts';

const NAME = 'security_ci.kpi_ingest_success';
const event = happens('recovery.closed', HOUR);
const attempt = (
  ms: number,
  outcome: 'accepted' | 'duplicate' | 'rejected' | 'unreachable',
  n = 1,
) => happens('kpi.ingest_attempted', ms, { event_id: event.id, outcome, try: n });

describe(`S1.8 ${NAME}`, () => {
  it('an event taken in within 24 h is a success, one moment later it is none', () => {
    expect(figureOf(NAME, [event, attempt(HOUR + DAY, 'accepted')]).total).toMatchObject({
      value: 1,
    });
    expect(figureOf(NAME, [event, attempt(HOUR + DAY + 1, 'accepted')]).total).toMatchObject({
      value: 0,
    });
  });

  it('a duplicate was taken in before; a rejection is decided and no success', () => {
    expect(figureOf(NAME, [event, attempt(2 * HOUR, 'duplicate')]).total).toMatchObject({
      value: 1,
    });
    expect(figureOf(NAME, [event, attempt(2 * HOUR, 'rejected')]).total).toMatchObject({
      value: 0,
      denominator: 1,
    });
    const both = [event, attempt(2 * HOUR, 'rejected'), attempt(3 * HOUR, 'accepted', 2)];
    expect(figureOf(NAME, both).total).toMatchObject({ value: 1, denominator: 1 });
  });

  it('an event that nobody took in is due after 24 h, and open before', () => {
    const young = happens('recovery.closed', 28 * DAY - HOUR);
    expect(figureOf(NAME, [event]).total).toMatchObject({ value: 0, denominator: 1 });
    expect(figureOf(NAME, [young])).toMatchObject({
      total: { value: null },
      companions: { open: 1 },
    });
    const decided = happens('kpi.ingest_attempted', 28 * DAY - HOUR, {
      event_id: young.id,
      outcome: 'rejected',
    });
    expect(figureOf(NAME, [young, decided])).toMatchObject({
      total: { denominator: 1 },
      companions: { open: 0 },
    });
    const unreachable = happens('kpi.ingest_attempted', 28 * DAY - HOUR, {
      event_id: young.id,
      outcome: 'unreachable',
      status: null,
    });
    expect(figureOf(NAME, [young, unreachable]).companions).toMatchObject({ open: 1 });
  });

  it('attempts are not due themselves; one for an unknown event is counted beside', () => {
    const figure = figureOf(NAME, [attempt(2 * HOUR, 'accepted')]);
    expect(figure).toMatchObject({ total: { denominator: 0 }, companions: { unknown: 1 } });
  });

  it('a correction is an event of its own, which is due too', () => {
    const correction = corrects(event, { outcome: 'dismissed' }, 2 * HOUR);
    expect(figureOf(NAME, [event, correction, attempt(2 * HOUR, 'accepted')]).total).toMatchObject({
      numerator: 1,
      denominator: 2,
    });
  });

  it('labels by type', () => {
    const figure = figureOf(NAME, [
      event,
      happens('lock.waited', HOUR),
      attempt(2 * HOUR, 'accepted'),
    ]);
    expect(seriesOf(figure)).toEqual({ 'lock.waited': '0/1', 'recovery.closed': '1/1' });
  });
});
