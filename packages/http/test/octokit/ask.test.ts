import { Octokit } from '@octokit/core';
import { describe, expect, test } from 'vitest';
import { createFetch } from '../../src/create-fetch.ts';
import { createHttpClient } from '../../src/create-http-client.ts';
import { HttpError } from '../../src/http-error.ts';
import { ask, type OctokitClient } from '../../src/octokit/ask.ts';
import { createRedactor } from '../../src/redact.ts';
import { NOW, scripted } from '../scripted-client.ts';

const START = Date.parse(NOW);
const TOKEN = `ghs_${'a'.repeat(36)}`;
const route = 'POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel';

/** An octokit over a script, asked once. */
function send(...steps: Parameters<typeof scripted>[0]) {
  const { client, asked } = scripted(steps);
  const octokit = new Octokit({ auth: TOKEN, request: { fetch: createFetch(client) } });
  return { answer: askBy(octokit), asked };
}

const askBy = (client: OctokitClient) =>
  ask(client, { route, parameters: { owner: 'acme', repo: 'widgets', run_id: 1 } }, START);

const no = (status: number, headers = {}, body = '{"message":"No"}') => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body,
});

describe('how a request of an octokit went', () => {
  test('answered, with what came with it and whether there is more', async () => {
    const link = '<https://api.github.com/x?page=2>; rel="next"';
    const { answer, asked } = send(no(202, { link }, '{"id":7}'));
    expect(await answer).toEqual({ kind: 'answered', status: 202, data: { id: 7 }, hasMore: true });
    expect(asked[0]?.headers).toMatchObject({ authorization: `token ${TOKEN}` });
  });

  test.each([
    [400, 'refused'],
    [401, 'refused'],
    [403, 'refused'],
    [404, 'refused'],
    [409, 'refused'],
    [410, 'refused'],
    [422, 'refused'],
    [408, 'lost'],
    [500, 'lost'],
    [502, 'lost'],
    [503, 'lost'],
    [504, 'lost'],
    [429, 'limited'],
  ])('status %d: %s, and asked once', async (status, kind) => {
    const { answer, asked } = send(no(status));
    expect(await answer).toMatchObject({ kind });
    expect(asked).toHaveLength(1);
  });

  test.each([
    ['by its header', { 'retry-after': '30' }, '{"message":"No"}', 30_000],
    [
      'by a budget that is used up',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(START / 1000 + 60) },
      '{}',
      60_000,
    ],
    [
      'by its words alone',
      {},
      '{"message":"You have exceeded a secondary rate limit."}',
      undefined,
    ],
  ])('a 403 that is a limit is known %s', async (_, headers, body, retryAfterMs) => {
    const answered = await send(no(403, headers, body)).answer;
    expect(answered).toMatchObject({ kind: 'limited' });
    expect('retryAfterMs' in answered ? answered.retryAfterMs : undefined).toBe(retryAfterMs);
  });

  test('a server that hung up may have got all; one that was not reached got nothing', async () => {
    expect(await send('reset').answer).toMatchObject({ kind: 'lost' });
    const unreachable = createHttpClient({
      policy: { hosts: ['api.github.com'] },
      transport: {
        send: () => Promise.reject(new HttpError('NETWORK', 'connection refused')),
      },
      clock: { now: () => START, sleep: () => Promise.withResolvers<void>().promise },
      random: () => 0,
    });
    const octokit = new Octokit({ request: { fetch: createFetch(unreachable) } });
    expect(await askBy(octokit)).toMatchObject({ kind: 'unsent' });
  });

  test('whose transport says nothing of what arrived is taken for one whose request did', async () => {
    const client = { request: () => Promise.reject(new Error('who knows')) };
    expect(await askBy(client)).toEqual({
      kind: 'lost',
      message: `${route}: no answer: who knows`,
    });
  });

  test('T18: the server’s words are shortened and shown without secrets', async () => {
    const message = `${TOKEN} ${'x'.repeat(1000)}`;
    const answered = await send(no(404, {}, JSON.stringify({ message }))).answer;
    expect(JSON.stringify(answered)).not.toContain(TOKEN);
    expect(JSON.stringify(answered).length).toBeLessThan(400);
  });
});

test('T18: GitHub’s words are cut after a secret with blanks in it was taken out, not before', async () => {
  const secret = 'correct horse battery staple';
  const { redact } = createRedactor({ PASSPHRASE: secret });
  for (let before = 160; before < 200; before += 1) {
    const body = JSON.stringify({ message: `${'x'.repeat(before)} ${secret} is wrong` });
    const { client } = scripted([no(422, {}, body)]);
    const octokit = new Octokit({ request: { fetch: createFetch(client) } });
    const request = { route: 'GET /repos/{owner}/{repo}', parameters: { owner: 'a', repo: 'b' } };
    const answer = await ask(octokit, { ...request, redact }, START);
    expect([before, JSON.stringify(answer).includes('correct')]).toEqual([before, false]);
  }
});
