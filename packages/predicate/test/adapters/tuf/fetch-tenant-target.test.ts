import type { HttpClient, HttpRequest } from '@provkit/http';
import { describe, expect, test } from 'vitest';
import { fetchTenantTarget } from '../../../src/adapters/tuf/index.ts';

function answering(body: string): { client: HttpClient; asked: HttpRequest[] } {
  const asked: HttpRequest[] = [];
  const client: HttpClient = {
    send: (request) => {
      asked.push(request);
      const url = String(request.url);
      return Promise.resolve({ status: 200, headers: {}, url, tries: 1, body: Buffer.from(body) });
    },
  };
  return { client, asked };
}

describe('fetchTenantTarget', () => {
  test('asks the tenant’s own API for its trust domain', async () => {
    const { client, asked } = answering(
      '{"domains":{"artifact_attestations":{"trust_domain":"acme"}}}',
    );
    expect(await fetchTenantTarget('acme.ghe.com', { client })).toEqual({
      target: 'acme.trusted_root.json',
    });
    expect(asked.map(({ url, credential }) => [url, credential])).toEqual([
      ['https://api.acme.ghe.com/meta', undefined],
    ]);
  });

  test('an answer without one is a problem that names the host', async () => {
    const { client } = answering('{"domains":{}}');
    expect(await fetchTenantTarget('acme.ghe.com', { client })).toEqual({
      problem: 'acme.ghe.com: no trust domain at /domains/artifact_attestations/trust_domain',
    });
  });
});
