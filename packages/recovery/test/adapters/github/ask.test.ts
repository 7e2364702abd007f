import { createServer } from 'node:http';
import { RECOVERY_TOKEN } from '@provkit/testkit/github';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ask, type GithubClient } from '../../../src/adapters/github/ask.ts';
import { readEdits } from '../../../src/adapters/github/read-edits.ts';
import { openScene, type Scene, START } from './fixture.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.github.close());

const route = 'POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel';
const send = (client = scene.repository.client) =>
  ask(client, { route, parameters: { owner: 'acme', repo: 'widgets', run_id: 1 } }, START);
const answer = (status: number, headers = {}, body = '{"message":"No"}') =>
  scene.github.setOutage(() => ({ kind: 'answer', status, headers, body }));

describe('how a request went', () => {
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
  ])('status %d: %s', async (status, kind) => {
    answer(status);
    expect(await send()).toMatchObject({ kind });
    expect(scene.github.requests).toHaveLength(1);
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
    answer(403, headers, body);
    const answered = await send();
    expect(answered).toMatchObject({ kind: 'limited' });
    expect('retryAfterMs' in answered ? answered.retryAfterMs : undefined).toBe(retryAfterMs);
  });

  test('a server that is not there got nothing; one that hung up may have got all', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    await new Promise((resolve) => server.close(resolve));
    expect(await send(scene.clientOf(RECOVERY_TOKEN, `http://127.0.0.1:${port}`))).toMatchObject({
      kind: 'unsent',
    });
    scene.github.setOutage(() => ({ kind: 'reset' }));
    expect(await send()).toMatchObject({ kind: 'lost' });
  });

  test('whose transport says nothing of what arrived is taken for one whose request did', async () => {
    const client = {
      request: () => Promise.reject(new Error('who knows')),
    } as unknown as GithubClient;
    expect(await send(client)).toEqual({ kind: 'lost', message: `${route}: no answer: who knows` });
  });

  test('T18: GitHub’s words are shortened and shown without secrets', async () => {
    answer(404, {}, JSON.stringify({ message: `${RECOVERY_TOKEN} ${'x'.repeat(1000)}` }));
    const answered = await send();
    expect(JSON.stringify(answered)).not.toContain(RECOVERY_TOKEN);
    expect(JSON.stringify(answered).length).toBeLessThan(400);
  });
});

test('on GitHub Enterprise Server, GraphQL is beside the REST API', async () => {
  const asked: unknown[] = [];
  const request = Object.assign(
    (_: string, { baseUrl }: { readonly baseUrl: string }) => {
      asked.push(baseUrl);
      return Promise.resolve({ status: 200, headers: {}, data: { data: { nodes: [] } } });
    },
    { endpoint: { DEFAULTS: { baseUrl: 'https://ghe.example/api/v3' } } },
  );
  const client = { request } as unknown as GithubClient; // as much of it as is used
  await readEdits(
    { ...scene.repository, client },
    Array.from({ length: 101 }, (_, id) => `IC_${id}`),
  );
  expect(asked).toEqual(['https://ghe.example/api', 'https://ghe.example/api']);
});
