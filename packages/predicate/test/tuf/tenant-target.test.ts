import { describe, expect, test } from 'vitest';
import { tenantTarget } from '../../src/tuf/tenant-target.ts';

const meta = (domain: unknown) =>
  JSON.stringify({ domains: { artifact_attestations: { trust_domain: domain } } });

describe('tenantTarget', () => {
  test('names the target after the tenant’s trust domain', () => {
    expect(tenantTarget(meta('acme'))).toEqual({ value: 'acme.trusted_root.json' });
    expect(tenantTarget(meta('acme.ghe-eu'))).toEqual({ value: 'acme.ghe-eu.trusted_root.json' });
  });

  test.each([undefined, null, 7, '', '..', '../acme', 'acme/..', 'Acme', 'a'.repeat(300)])(
    'T14: %s is no trust domain',
    (domain) => {
      expect(tenantTarget(meta(domain))).toMatchObject({ problem: 'no trust domain' });
    },
  );

  test('malformed: not JSON', () => {
    expect(tenantTarget('<html>')).toHaveProperty('problem');
  });
});
