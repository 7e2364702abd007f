import { describe, expect, it } from 'vitest';
import { figureOf, HOUR, happens, hash, MINUTE, seriesOf } from '../story.ts';

const NAME = 'notify.slack_success_rate';
const attempt = (word: string, fields: object, ms = HOUR) =>
  happens('notification.attempted', ms, { alert_id: hash(word), ...fields });

describe(`S2.10 ${NAME}`, () => {
  it('an alert succeeds when any try at either rung does; the rung of the first success is its label', () => {
    const events = [
      attempt('a', { outcome: 'not_delivered' }),
      attempt('a', { rung: 'webhook', outcome: 'delivered' }, HOUR + MINUTE),
      attempt('b', { outcome: 'delivered' }),
      attempt('b', { rung: 'webhook', outcome: 'delivered' }, HOUR + MINUTE),
      attempt('c', { outcome: 'unknown' }),
      attempt('d', { outcome: 'not_delivered' }),
    ];
    const figure = figureOf(NAME, events);
    expect(figure.total).toEqual({ value: 0.5, numerator: 2, denominator: 4 });
    expect(seriesOf(figure)).toEqual({ edge: '1/4', webhook: '1/4' });
    expect(figure.companions).toEqual({ unknown: 1 });
  });

  it('alerts that were never tried on Slack, digests and resolves are no alerts here', () => {
    const events = [
      attempt('a', { rung: 'issue', outcome: 'delivered' }),
      attempt('b', { purpose: 'digest', outcome: 'delivered' }),
      attempt('c', { purpose: 'resolve', outcome: 'delivered' }),
    ];
    expect(figureOf(NAME, events).total).toMatchObject({ value: null, denominator: 0 });
  });

  it('an alert belongs to the window of its first try', () => {
    const events = [
      attempt('a', { outcome: 'not_delivered' }, -HOUR),
      attempt('a', { outcome: 'delivered', try: 2 }, HOUR),
    ];
    expect(figureOf(NAME, events).total).toMatchObject({ denominator: 0 });
  });
});
