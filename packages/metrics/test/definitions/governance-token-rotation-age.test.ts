import { describe, expect, it } from 'vitest';
import { corrects, DAY, figureOf, HOUR, happens, seriesOf, time } from '../story.ts';

const NAME = 'governance.token_rotation_age';
const observed = (ms: number, rotated: number | null, fields: object = {}) =>
  happens('token.observed', ms, { rotated_at: rotated === null ? null : time(rotated), ...fields });

describe(`S6.6 ${NAME}`, () => {
  it('is the age of each token since its latest rotation, unrounded; the value is the oldest', () => {
    const figure = figureOf(NAME, [
      observed(DAY, -9 * DAY),
      observed(5 * DAY, 4 * DAY),
      observed(DAY, -12 * HOUR, { token: 'PROVENANCE_DISPATCH_TOKEN' }),
    ]);
    expect(seriesOf(figure)).toEqual({ OPS_NOTIFY_TOKEN: 24, PROVENANCE_DISPATCH_TOKEN: 28.5 });
    expect(figure.total).toEqual({ value: 28.5 });
  });

  it('is of as_of, whatever the window', () => {
    expect(figureOf(NAME, [observed(-40 * DAY, -50 * DAY)], 30 * DAY).total).toEqual({ value: 80 });
  });

  it('a token without a known rotation is no sample, and counted', () => {
    const figure = figureOf(NAME, [observed(DAY, null)]);
    expect(figure).toMatchObject({
      total: { value: null },
      series: [],
      companions: { unknown: 1 },
    });
    const known = observed(2 * DAY, DAY);
    expect(figureOf(NAME, [observed(DAY, null), known]).companions).toMatchObject({ unknown: 0 });
  });

  it('a rotation after as_of counts for nothing', () => {
    const figure = figureOf(NAME, [observed(DAY, 29 * DAY)]);
    expect(figure).toMatchObject({
      total: { value: null },
      companions: { unknown: 1, clock_skew: 1 },
    });
  });

  it('the same name in two repositories is two tokens; the series is the older one', () => {
    const figure = figureOf(NAME, [
      observed(DAY, DAY),
      observed(DAY, 0, { repository_id: '9', repository: 'https://github.com/acme/other' }),
    ]);
    expect(seriesOf(figure)).toEqual({ OPS_NOTIFY_TOKEN: 28 });
  });

  it('a corrected rotation counts instead', () => {
    const event = observed(DAY, DAY);
    const figure = figureOf(NAME, [event, corrects(event, { rotated_at: time(0) }, 2 * DAY)]);
    expect(figure.total).toEqual({ value: 28 });
  });
});
