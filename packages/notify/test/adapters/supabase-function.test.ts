import { describe, expect, test } from 'vitest';
import { alertOf, iso, START } from '../alerts.ts';
import { deliveryOf } from './issue-world.ts';
import { useSlack } from './slack-world.ts';

const world = useSlack();
const ALERT = alertOf();

describe('the edge function ops-slack-notify (S2.2)', () => {
  test('is given the message and exactly the run that it is of', async () => {
    expect(await world.edge().deliver(deliveryOf(ALERT))).toEqual({
      outcome: 'delivered',
      status: 200,
      detail: 'Slack has the message',
    });
    expect(world.slack.messages).toHaveLength(1);
    expect(world.slack.messages[0]).toMatchObject({
      channel: 'ops-alert',
      by: 'ops-slack-notify',
      of: {
        purpose: 'alert',
        alert_id: ALERT.alert_id,
        run_id: '42',
        run_attempt: 1,
        tag: 'v1.2.3',
        idempotency_key: ALERT.alert_id,
      },
    });
    const [request] = world.slack.requests;
    expect(request?.url.search).toBe('?range=latest&source=provenance-validate');
  });

  test('S2.3: a further try says slack_retry=1', async () => {
    await world.edge().deliver(deliveryOf(ALERT, { try: 2 }));
    expect(world.slack.requests[0]?.url.searchParams.get('slack_retry')).toBe('1');
    expect(world.slack.messages[0]?.of).toMatchObject({ slack_retry: 1 });
  });

  test('shows a message once, however often it is looked for', async () => {
    const edge = world.edge();
    await edge.deliver(deliveryOf(ALERT));
    expect(await edge.look?.(deliveryOf(ALERT))).toMatchObject({ outcome: 'delivered' });
    expect(world.slack.messages).toHaveLength(1);
  });

  test('S2.3: that did not deliver says so, and may be asked again', async () => {
    world.slack.setReachable(false);
    const outcome = await world.edge().deliver(deliveryOf(ALERT));
    expect(outcome).toMatchObject({ outcome: 'not_delivered', status: 200 });
  });

  test.each([
    [401, 'not_delivered'],
    [404, 'not_delivered'],
    [503, 'not_delivered'],
    [500, 'unknown'],
    [504, 'unknown'],
    [546, 'unknown'],
  ])('status %i: %s', async (status, outcome) => {
    world.slack.setOutage(() => ({ kind: 'answer', status, headers: {}, body: '{}' }));
    expect(await world.edge().deliver(deliveryOf(ALERT))).toMatchObject({ outcome, status });
  });

  test('a limit is told with its time', async () => {
    world.slack.setOutage(() => ({
      kind: 'answer',
      status: 429,
      headers: { 'retry-after': '7' },
      body: '{}',
    }));
    expect(await world.edge().deliver(deliveryOf(ALERT))).toMatchObject({
      outcome: 'not_delivered',
      status: 429,
      retryAfterMs: 7000,
    });
  });

  test('S1.7: a wrong token is a refusal', async () => {
    expect(await world.edge('wrong').deliver(deliveryOf(ALERT))).toMatchObject({
      outcome: 'not_delivered',
      status: 401,
    });
  });

  test('an answer that is lost, or nonsense, leaves it unknown', async () => {
    world.slack.setFault(() => ({ kind: 'reset' }));
    expect(await world.edge().deliver(deliveryOf(ALERT))).toMatchObject({
      outcome: 'unknown',
      status: null,
    });
    const headers = { 'content-type': 'application/json' };
    for (const body of ['{}', '"delivered"', '{"delivered":"true"}', 'null']) {
      world.slack.setFault(() => ({ kind: 'answer', status: 200, headers, body }));
      expect(await world.edge().deliver(deliveryOf(ALERT))).toMatchObject({
        outcome: 'unknown',
        status: 200,
      });
    }
    world.slack.setFault(() => ({ kind: 'answer', status: 200, headers, body: '{' }));
    expect(await world.edge().deliver(deliveryOf(ALERT))).toMatchObject({ outcome: 'unknown' });
  });

  test('a server that was never reached has nothing', async () => {
    const edge = world.edge();
    await world.slack.close();
    expect(await edge.deliver(deliveryOf(ALERT))).toMatchObject({
      outcome: 'not_delivered',
      status: null,
    });
    world.slack = { ...world.slack, close: async () => {} };
  });
});

test('S2.8: ops-slack-summary posts to the team ops-team', async () => {
  await world.summary().deliver(deliveryOf(ALERT));
  expect(world.slack.messages).toMatchObject([
    { channel: 'ops-team', by: 'ops-slack-summary', of: { tags: ['ops-team'] } },
  ]);
});

test('S4.6: a digest goes there too', async () => {
  const digest = { at: iso(START), groups: [] };
  await world.summary().deliver(deliveryOf(ALERT, { message: { purpose: 'digest', digest } }));
  expect(JSON.stringify(world.slack.messages[0]?.message)).toContain('no open failures');
});
