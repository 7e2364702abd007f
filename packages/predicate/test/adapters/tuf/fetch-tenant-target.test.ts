import type { Transport, TransportRequest } from '@provkit/http';
import { describe, expect, test } from 'vitest';
import { fetchTenantTarget } from '../../../src/adapters/tuf/index.ts';
import { loopbackNetwork } from '../../loopback-network.ts';

function answering(body: string) {
  const asked: TransportRequest[] = [];
  const transport: Transport = {
    send: async (request) => {
      asked.push(request);
      return { status: 200, headers: {}, body: chunks(body) };
    },
  };
  return { network: { ...loopbackNetwork(), transport }, asked };
}

async function* chunks(body: string) {
  yield Buffer.from(body);
}

describe('fetchTenantTarget', () => {
  test('asks the tenant’s own API for its trust domain', async () => {
    const { network, asked } = answering(
      '{"domains":{"artifact_attestations":{"trust_domain":"acme"}}}',
    );
    expect(await fetchTenantTarget('acme.ghe.com', { network })).toEqual({
      target: 'acme.trusted_root.json',
    });
    expect(asked.map(({ url, headers }) => [url.href, headers.authorization])).toEqual([
      ['https://api.acme.ghe.com/meta', undefined],
    ]);
  });

  test('an answer without one is a problem that names the host', async () => {
    const { network } = answering('{"domains":{}}');
    expect(await fetchTenantTarget('acme.ghe.com', { network })).toEqual({
      problem: 'acme.ghe.com: no trust domain at /domains/artifact_attestations/trust_domain',
    });
  });
});
