import { Octokit } from '@octokit/core';
import { createClient } from '@supabase/supabase-js';
import { describe, expect, test } from 'vitest';
import { createFetch } from '../src/create-fetch.ts';
import { isHttpError } from '../src/http-error.ts';
import { API, codeOf, failureOf, scripted } from './scripted-client.ts';

const fetchOver = (...[steps, options]: Parameters<typeof scripted>) => {
  const { client, asked } = scripted(steps, options);
  return { fetch: createFetch(client), asked };
};

describe('a fetch over a client', () => {
  test('sends method, headers and body, and answers with status, headers and body', async () => {
    const { fetch, asked } = fetchOver([{ status: 201, headers: { etag: 'x' }, body: '{"id":1}' }]);
    const response = await fetch(API, {
      method: 'post',
      headers: { 'Content-Type': 'application/json', 'x-name': 'y' },
      body: '{"title":"é"}',
    });
    expect(response.status).toBe(201);
    expect(response.headers.get('etag')).toBe('x');
    expect(await response.json()).toEqual({ id: 1 });
    expect(asked[0]).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-name': 'y' },
    });
    expect(Buffer.from(asked[0]?.body ?? []).toString()).toBe('{"title":"é"}');
  });

  test.each([403, 404, 422, 429, 503])(
    'gives a status of %i back as an answer, and asks once',
    async (status) => {
      const { fetch, asked } = fetchOver([
        { status, headers: { 'retry-after': '7' }, body: '{"message":"no"}' },
      ]);
      const response = await fetch(API);
      expect([response.status, response.headers.get('retry-after')]).toEqual([status, '7']);
      expect(await response.json()).toEqual({ message: 'no' });
      expect(asked).toHaveLength(1);
    },
  );

  test.each([204, 304])('gives an answer of status %i no body', async (status) => {
    const response = await fetchOver([{ status }]).fetch(API, { method: 'DELETE' });
    expect([response.status, response.body]).toEqual([status, null]);
  });

  test('repeats nothing after a broken connection, a GET neither, and says that it may have arrived', async () => {
    const { fetch, asked } = fetchOver(['reset']);
    expect(await failureOf(fetch(API))).toMatchObject({ code: 'NETWORK', mayHaveArrived: true });
    expect(asked).toHaveLength(1);
  });

  test('keeps the credential at home (T14, T18)', async () => {
    const { fetch, asked } = fetchOver([
      { status: 302, headers: { location: 'https://x.blob.core.windows.net/zip' } },
      { status: 200, body: 'zip' },
    ]);
    await fetch(API, { headers: { Authorization: 'Bearer ghs_secret' } });
    expect(asked.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer ghs_secret',
      undefined,
    ]);
  });

  test.each([
    ['a host that no rule names', 'https://evil.example/', {}, 'HOST_NOT_ALLOWED'],
    ['http', 'http://api.github.com/', {}, 'URL_INVALID'],
    ['no URL', 'nonsense', {}, 'URL_INVALID'],
    ['a method of its own', API, { method: 'PROPFIND' }, 'URL_INVALID'],
    ['a cookie', API, { headers: { cookie: 'a=b' } }, 'URL_INVALID'],
  ])('refuses %s (T14)', async (_, url, init, code) => {
    const { fetch, asked } = fetchOver([]);
    expect(await codeOf(fetch(url, init))).toBe(code);
    expect(asked).toHaveLength(0);
  });

  test('does not show the credentials of a URL that it refuses (T18)', async () => {
    const error = await failureOf(fetchOver([]).fetch('https://me:hunter2@api.github.com/'));
    expect(error.code).toBe('URL_INVALID');
    expect(`${error.message} ${String(error.cause)}`).not.toContain('hunter2');
  });

  test('ends when the caller aborts', async () => {
    const controller = new AbortController();
    const answer = codeOf(fetchOver(['silence']).fetch(API, { signal: controller.signal }));
    controller.abort();
    expect(await answer).toBe('ABORTED');
  });
});

describe('clients that take a fetch', () => {
  test('octokit asks through it, and keeps what it threw as the cause', async () => {
    const { fetch, asked } = fetchOver([{ status: 201, body: '{}' }, 'reset']);
    const octokit = new Octokit({ auth: 'ghs_secret', request: { fetch } });
    const rerun = () =>
      octokit.request('POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun', {
        owner: 'acme',
        repo: 'widgets',
        run_id: 1,
      });
    expect((await rerun()).status).toBe(201);
    expect(asked[0]?.headers.authorization).toBe('token ghs_secret');
    const error = await rerun().catch((caught: unknown) => caught);
    const cause = error instanceof Error ? error.cause : undefined;
    expect(isHttpError(cause) && [cause.code, cause.mayHaveArrived]).toEqual(['NETWORK', true]);
    expect(asked).toHaveLength(2);
  });

  test('supabase-js invokes a function through it', async () => {
    const { fetch, asked } = fetchOver(
      [
        {
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: '{"delivered":true}',
        },
      ],
      { policy: { hosts: ['acme.supabase.co'] } },
    );
    const supabase = createClient('https://acme.supabase.co', 'sb_publishable_x', {
      global: { fetch },
      auth: { persistSession: false, autoRefreshToken: false },
    });
    const { data } = await supabase.functions.invoke('ops-slack-notify', {
      body: { range: 'latest' },
    });
    expect(data).toEqual({ delivered: true });
    expect(asked[0]).toMatchObject({
      method: 'POST',
      headers: { apikey: 'sb_publishable_x' },
    });
    expect(asked[0]?.url.href).toBe('https://acme.supabase.co/functions/v1/ops-slack-notify');
  });
});
