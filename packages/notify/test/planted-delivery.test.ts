import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRedactor, type HttpClient } from '@provkit/http';
import type { OctokitClient } from '@provkit/http/octokit';
import { createClock } from '@provkit/testkit';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGithubIssue } from '../src/adapters/github-issue/github-issue.ts';
import { createSlackWebhook } from '../src/adapters/slack-webhook.ts';
import { createSpoolFile } from '../src/adapters/spool-file.ts';
import { createStepSummary } from '../src/adapters/step-summary.ts';
import {
  createEdgeFunction,
  createSummaryFunction,
  type SupabaseFunctionOptions,
} from '../src/adapters/supabase-function.ts';
import { raiseAlert } from '../src/alert.ts';
import { deliver, resolve } from '../src/deliver.ts';
import { createMemoryLog } from '../src/notify-log.ts';
import { defineNotifyPolicy } from '../src/notify-policy.ts';
import { CONTEXT, SECURITY } from './format/sample-alerts.ts';
import { DISMISSED } from './format/sample-resolutions.ts';
import { knownSecret, type Planted, SHAPES } from './planted-secrets.ts';

const ISSUE = {
  number: 7,
  state: 'open',
  user: { id: 41_898_282, login: 'github-actions[bot]' },
  labels: [{ name: 'ops-alert' }, { name: 'provenance-failure' }],
  html_url: 'https://github.com/acme/widgets/issues/7',
};

/** Everybody who may be told, as ports: keeps what was sent, and says no with words that repeat a secret, or yes. */
function everybody(folder: string, isWilling: boolean, echo: string) {
  const sent: unknown[] = [];
  const clock = createClock('2026-01-31T12:00:00.000Z');
  const functions = {
    invoke: async (name: string, { body }: { readonly body: unknown }) => {
      sent.push(name, body);
      return isWilling
        ? { data: { delivered: true }, error: null, response: new Response() }
        : { data: null, error: new Error(echo), response: new Response(echo, { status: 401 }) };
    },
  } as unknown as SupabaseFunctionOptions['functions']; // what is used of it
  const http: HttpClient = {
    send: async (request) => {
      sent.push(request.body);
      const body = Buffer.from(isWilling ? 'ok' : echo);
      const status = isWilling ? 200 : 403;
      return { status, headers: {}, body, url: String(request.url), tries: 1 };
    },
  };
  const octokit: OctokitClient = {
    request: async (route, parameters) => {
      sent.push(route, parameters);
      const answer = (status: number, data: unknown) => ({ status, headers: {}, data });
      if (route === 'GET /user') return answer(200, ISSUE.user);
      if (route.startsWith('GET ')) return answer(200, []);
      if (isWilling) return answer(201, { ...ISSUE, body: parameters?.body ?? '' });
      const response = { status: 403, headers: {}, data: { message: echo } };
      throw Object.assign(new Error(echo), { status: 403, response });
    },
  };
  const spool = join(folder, 'spool.ndjson');
  const summary = join(folder, 'summary.md');
  const ladder = [
    createEdgeFunction({ functions, clock, token: 'not planted' }),
    createSlackWebhook({ url: 'https://hooks.slack.com/services/x', http, clock }),
    createGithubIssue({
      owner: 'acme',
      repo: 'widgets',
      clock,
      identities: [{ octokit, name: 'GITHUB_TOKEN' }],
    }),
    createSummaryFunction({ functions, clock }),
    createStepSummary({ path: summary }),
    createSpoolFile({ path: spool, clock }),
  ];
  const stored = async () =>
    Promise.all([spool, summary].map((file) => readFile(file, 'utf8').catch(() => '')));
  return { sent, ladder, clock, stored };
}

/** Fields that anybody may choose; the others are checked when an alert is raised. */
const FIELDS = ['tag', 'artifact_url', 'message', 'run_url', 'entry'] as const;

describe('T18: a secret in any field of an alert shows nowhere', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'provkit-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function everythingOf(
    secret: Planted,
    field: (typeof FIELDS)[number],
    isWilling: boolean,
    wordsBefore = 0,
  ) {
    await rm(folder, { recursive: true, force: true });
    folder = await mkdtemp(join(tmpdir(), 'provkit-'));
    const { sent, ladder, clock, stored } = everybody(
      folder,
      isWilling,
      `no: ${'word '.repeat(wordsBefore)}${secret.text}`,
    );
    const planted =
      field === 'entry' ? { notes: secret.text, [secret.text]: 1 } : secret.text.slice(0, 255);
    const alert = raiseAlert({ ...SECURITY, [field]: planted });
    const log = createMemoryLog();
    const redactor = createRedactor({ KNOWN: secret.secret });
    const ports = {
      ladder,
      clock,
      log,
      random: () => 0.5,
      context: { ...CONTEXT, redactor },
      policy: defineNotifyPolicy({ maxTries: 1 }),
    };
    const reports = [
      await deliver(alert, ports),
      await resolve(alert, { ...DISMISSED, reason: secret.text, by: secret.text }, ports),
    ];
    const all = { sent, log: log.records, reports, stored: await stored() };
    return { all: JSON.stringify(all), reports };
  }

  test('everybody is asked, and what nobody took is kept', async () => {
    const secret = { shape: 'none', text: 'innocent', secret: 'another one' };
    const refused = await everythingOf(secret, 'message', false);
    expect(refused.reports[0]?.receipts.map(({ rung, outcome }) => `${rung} ${outcome}`)).toEqual([
      'edge not_delivered',
      'webhook not_delivered',
      'issue not_delivered',
      'summary not_delivered',
      'step-summary delivered',
      'spool delivered',
    ]);
    expect(refused.all).toContain('innocent');
    const taken = await everythingOf(secret, 'message', true);
    expect(taken.reports[0]?.receipts.map(({ rung }) => rung)).toEqual(['edge', 'issue']);
    expect(taken.all).toContain('innocent');
  });

  test('words that others say are not cut within a secret', async () => {
    const secret = {
      shape: 'known',
      text: 'Kx7Qp2Vn9Rt4Wz8Lm3Jc6',
      secret: 'Kx7Qp2Vn9Rt4Wz8Lm3Jc6',
    };
    for (let before = 0; before <= 45; before += 1) {
      const { all } = await everythingOf(secret, 'tag', false, before);
      expect([before, all.includes('Kx7Q')]).toEqual([before, false]);
    }
  });

  test.each(FIELDS.flatMap((field) => [[field, true] as const, [field, false] as const]))(
    'sent, logged or stored: %s, where everybody takes it: %s',
    async (field, isWilling) => {
      await fc.assert(
        fc.asyncProperty(
          fc.oneof({ weight: SHAPES.length, arbitrary: knownSecret }, ...SHAPES),
          fc.nat(40),
          async (secret, before) => {
            const { all } = await everythingOf(secret, field, isWilling, before);
            const forms = [
              // what was cut may not end in the beginning of a secret either
              secret.secret.slice(0, 10),
              JSON.stringify(secret.secret).slice(1, -1),
              encodeURIComponent(secret.secret),
              Buffer.from(secret.secret).toString('base64'),
            ];
            expect([secret.shape, forms.some((form) => all.includes(form))]).toEqual([
              secret.shape,
              false,
            ]);
          },
        ),
        { numRuns: 20 },
      );
    },
  );
});
