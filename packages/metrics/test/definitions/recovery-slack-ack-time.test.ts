import { describe, expect, it } from 'vitest';
import { figureOf, HOUR, happens, hash, MINUTE } from '../story.ts';

const NAME = 'recovery.slack_ack_time';
const alert_id = hash('alert');
const delivered = (ms: number, n = 1) =>
  happens('notification.attempted', ms, { alert_id, outcome: 'delivered', try: n });
const acknowledged = (ms: number, by = 'ada', channel: 'slack' | 'issue' = 'slack') =>
  happens('alert.acknowledged', ms, { alert_id, by, channel, actor: { kind: 'human', id: by } });

describe(`S4.8 ${NAME}`, () => {
  it('runs from the first delivery to the first answer', () => {
    const events = [
      delivered(HOUR),
      delivered(2 * HOUR, 2),
      acknowledged(HOUR + 5 * MINUTE),
      acknowledged(HOUR + 9 * MINUTE, 'grace'),
    ];
    expect(figureOf(NAME, events).total).toMatchObject({ count: 1, sum: 300 });
  });

  it('without any answer on Slack there is no figure, and it says why', () => {
    const figure = figureOf(NAME, [delivered(HOUR), acknowledged(2 * HOUR, 'ada', 'issue')]);
    expect(figure).toMatchObject({ total: { count: 0, p50: null }, companions: { open: 1 } });
    expect(figure.note).toContain('interactivity endpoint');
    expect(figureOf(NAME, [delivered(HOUR), acknowledged(2 * HOUR)]).note).toBe(undefined);
  });

  it('an answer to what was never delivered is unknown, one from before it clock_skew', () => {
    expect(figureOf(NAME, [acknowledged(HOUR)]).companions).toMatchObject({ unknown: 1 });
    expect(figureOf(NAME, [delivered(HOUR), acknowledged(0)]).companions).toMatchObject({
      clock_skew: 1,
    });
  });
});
