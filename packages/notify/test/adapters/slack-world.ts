import { createFetch, createHttpClient, type HttpClient } from '@provkit/http';
import { createNodeTransport } from '@provkit/http/node';
import { type SlackServer, startSlack } from '@provkit/testkit/slack';
import { createClient } from '@supabase/supabase-js';
import { afterEach, beforeEach, expect } from 'vitest';
import { createSlackWebhook } from '../../src/adapters/slack-webhook.ts';
import { createEdgeFunction, createSummaryFunction } from '../../src/adapters/supabase-function.ts';
import { START } from '../alerts.ts';

export const TOKEN = 'testkit-ops-notify-token';

/** Slack behind edge functions and its webhook over HTTP, and the channels to them. Time stands still. */
export function useSlack() {
  const world = { now: START, slack: undefined as unknown as SlackServer };
  const clock = { now: () => world.now };
  const http = (): HttpClient =>
    createHttpClient({
      policy: { hosts: [], loopbackUnsafe: true },
      transport: createNodeTransport(),
      clock: { ...clock, sleep: () => Promise.withResolvers<void>().promise },
      random: () => 0,
    });
  const functions = () =>
    createClient(world.slack.supabaseUrl, 'sb_publishable_testkit', {
      auth: { persistSession: false, autoRefreshToken: false },
      global: { fetch: createFetch(http()) },
    }).functions;
  beforeEach(async () => {
    world.now = START;
    world.slack = await startSlack({ now: clock.now, token: TOKEN });
  });
  afterEach(async () => {
    expect(world.slack.violations).toEqual([]);
    await world.slack.close();
  });
  return Object.assign(world, {
    edge: (token = TOKEN) => createEdgeFunction({ functions: functions(), token, clock }),
    summary: () => createSummaryFunction({ functions: functions(), token: TOKEN, clock }),
    webhook: () => createSlackWebhook({ url: world.slack.webhookUrl, http: http(), clock }),
  });
}
