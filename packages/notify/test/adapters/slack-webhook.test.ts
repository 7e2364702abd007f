import { describe, expect, test } from 'vitest';
import { alertOf } from '../alerts.ts';
import { deliveryOf } from './issue-world.ts';
import { useSlack } from './slack-world.ts';

const world = useSlack();
const ALERT = alertOf();
const answer = (status: number, headers = {}) =>
  world.slack.setOutage(() => ({ kind: 'answer', status, headers, body: 'no_service' }));

describe('Slack’s webhook', () => {
  test('takes the message', async () => {
    expect(await world.webhook().deliver(deliveryOf(ALERT))).toMatchObject({
      outcome: 'delivered',
      status: 200,
    });
    expect(world.slack.messages).toMatchObject([{ channel: 'ops-alert', by: 'webhook' }]);
  });

  test('cannot be asked whether a message arrived', () => {
    expect(world.webhook().look).toBeUndefined();
  });

  test.each([
    [400, 'not_delivered'],
    [403, 'not_delivered'],
    [404, 'not_delivered'],
    [410, 'not_delivered'],
    [503, 'not_delivered'],
    [500, 'unknown'],
    [502, 'unknown'],
  ])('status %i: %s', async (status, outcome) => {
    answer(status);
    const got = await world.webhook().deliver(deliveryOf(ALERT));
    expect(got).toEqual({ outcome, status, detail: `Slack answered ${status}: no_service` });
  });

  test.each(['<html>Sign in</html>', '', '{"ok":false}'])(
    'a status of success with other words than Slack’s may be anybody’s: %j',
    async (body) => {
      world.slack.setOutage(() => ({ kind: 'answer', status: 200, headers: {}, body }));
      const got = await world.webhook().deliver(deliveryOf(ALERT));
      expect(got).toMatchObject({ outcome: 'unknown', status: 200 });
    },
  );

  test.each(['0', '-5', '1e9', 'soon', '99999999999'])(
    'a time that is none, or none left: %s',
    async (after) => {
      answer(429, { 'retry-after': after });
      const { retryAfterMs } = await world.webhook().deliver(deliveryOf(ALERT));
      expect(retryAfterMs).toBe(after === '0' ? 0 : undefined);
    },
  );

  test('a limit is told with its time', async () => {
    answer(429, { 'retry-after': '30' });
    expect(await world.webhook().deliver(deliveryOf(ALERT))).toMatchObject({
      outcome: 'not_delivered',
      retryAfterMs: 30_000,
    });
  });

  test('an answer that is lost leaves it unknown', async () => {
    world.slack.setFault(() => ({ kind: 'reset' }));
    expect(await world.webhook().deliver(deliveryOf(ALERT))).toMatchObject({
      outcome: 'unknown',
      status: null,
    });
    expect(world.slack.messages).toHaveLength(1);
  });

  test('T18: its own URL, which is a secret, is in no outcome', async () => {
    world.slack.setFault(() => ({ kind: 'reset' }));
    const outcome = await world.webhook().deliver(deliveryOf(ALERT));
    const path = new URL(world.slack.webhookUrl).pathname;
    expect(JSON.stringify(outcome)).not.toContain(path.split('/').at(-1));
  });
});
