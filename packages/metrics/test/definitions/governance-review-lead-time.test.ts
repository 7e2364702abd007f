import { describe, expect, it } from 'vitest';
import { DAY, figureOf, HOUR, happens, seriesOf } from '../story.ts';

const NAME = 'governance.review_lead_time';
const requested = happens('review.requested', HOUR, { actor: { kind: 'human', id: 'Ada' } });
const decided = (ms: number, fields: object = {}) =>
  happens('review.decided', ms, { by: 'grace', ...fields });

describe(`S6.6 ${NAME}`, () => {
  it('runs from the request to the first decision of the team', () => {
    const events = [
      requested,
      decided(3 * HOUR, { decision: 'denied' }),
      decided(4 * HOUR, { by: 'edsger' }),
    ];
    const figure = figureOf(NAME, events);
    expect(figure.total).toMatchObject({ count: 1, sum: 2 * 3600 });
    expect(seriesOf(figure)).toEqual({ 'rerun denied': 1 });
  });

  it('T4: neither an outsider nor the requester decides, in whatever case the login is written', () => {
    for (const fields of [{ in_team: false }, { by: 'Ada' }, { by: 'ADA' }]) {
      expect(figureOf(NAME, [requested, decided(2 * HOUR, fields)])).toMatchObject({
        total: { count: 0 },
        companions: { open: 1, unknown: 0 },
      });
    }
  });

  it('what is undecided is open, also when it is decided after as_of', () => {
    expect(figureOf(NAME, [requested]).companions).toMatchObject({ open: 1 });
    const events = [requested, decided(29 * DAY)];
    expect(figureOf(NAME, events, 28 * DAY).companions).toMatchObject({ open: 1 });
    expect(figureOf(NAME, events, 40 * DAY).companions).toMatchObject({ open: 0 });
  });

  it('a decision without a request is unknown', () => {
    expect(figureOf(NAME, [decided(HOUR)])).toMatchObject({
      total: { count: 0 },
      companions: { unknown: 1 },
    });
  });
});
