import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SlackServer, startSlack } from '../../src/slack/index.ts';

const KEY = 'a'.repeat(64);
const QUERY = 'range=latest&source=provenance-validate';
let now: number;
let slack: SlackServer;
beforeEach(async () => {
  now = 0;
  slack = await startSlack({ now: () => now, token: 'the-token' });
});
afterEach(() => slack.close());

const invoke = async (name: string, body: object, key = KEY, query = QUERY) => {
  const answer = await fetch(`${slack.supabaseUrl}/functions/v1/${name}?${query}`, {
    method: 'POST',
    headers: { authorization: 'Bearer the-token', 'idempotency-key': key },
    body: JSON.stringify(body),
  });
  return {
    status: answer.status,
    after: answer.headers.get('retry-after'),
    json: await answer.json(),
  };
};
const alert = { run_id: '42', purpose: 'alert', message: { text: 'hello' } };

test('a message is shown once for a key, however often it comes', async () => {
  expect(await invoke('ops-slack-notify', alert)).toMatchObject({
    status: 200,
    json: { delivered: true },
  });
  now += 5000;
  expect(await invoke('ops-slack-notify', alert)).toMatchObject({ json: { delivered: true } });
  expect(slack.messages).toMatchObject([
    { channel: 'ops-alert', message: { text: 'hello' }, of: { run_id: '42' } },
  ]);
  expect(slack.violations).toEqual([]);
});

test('Slack takes one message a second and says when to come back', async () => {
  await invoke('ops-slack-notify', alert);
  expect(await invoke('ops-slack-notify', alert, 'b'.repeat(64))).toMatchObject({
    status: 429,
    after: '1',
  });
  const webhook = await fetch(slack.webhookUrl, { method: 'POST', body: '{}' });
  expect([webhook.status, await webhook.text()]).toEqual([429, 'rate_limited']);
  now += 1000;
  expect((await fetch(slack.webhookUrl, { method: 'POST', body: '{}' })).status).toBe(200);
  expect(slack.messages).toHaveLength(2);
});

test('what was refused may succeed later: only what was shown is remembered', async () => {
  slack.setReachable(false);
  expect(await invoke('ops-slack-notify', alert)).toMatchObject({ json: { delivered: false } });
  slack.setReachable(true);
  expect(await invoke('ops-slack-notify', alert)).toMatchObject({ json: { delivered: true } });
  expect(slack.messages).toHaveLength(1);
});

test('a lost answer is one of which the effect is there, an outage one of which it is not', async () => {
  slack.setFault((_, count) => (count === 1 ? { kind: 'answer', status: 504 } : undefined));
  expect((await invoke('ops-slack-notify', alert)).status).toBe(504);
  expect(slack.messages).toHaveLength(1);
  slack.reset();
  slack.setOutage(() => ({ kind: 'answer', status: 503 }));
  expect((await invoke('ops-slack-notify', alert)).status).toBe(503);
  expect(slack.messages).toEqual([]);
});

test('another credential is 401, another function 404, and what the functions demand is held against each request', async () => {
  const url = `${slack.supabaseUrl}/functions/v1/ops-slack-notify`;
  expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(401);
  expect((await invoke('other', alert)).status).toBe(404);
  await invoke('ops-slack-summary', { message: {} }, 'no key', 'range=all');
  expect(slack.violations).toHaveLength(5);
});
