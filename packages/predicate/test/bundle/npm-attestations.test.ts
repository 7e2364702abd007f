import { createNpmSigner, createSigstore } from '@provkit/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../src/bundle/limits.ts';
import { parseNpmAttestations } from '../../src/bundle/npm-attestations.ts';

const sigstore = createSigstore({ now: () => Date.parse('2026-01-31T12:00:00.000Z') });
const { attestations, provenance, publish } = createNpmSigner(sigstore).release();
const parse = (document: unknown) =>
  parseNpmAttestations({
    name: 'npm',
    content: typeof document === 'string' ? document : JSON.stringify(document),
  });

describe('parseNpmAttestations (S1.3)', () => {
  test('tells the registry’s own attestation from the others', () => {
    expect(parse(attestations)).toEqual({
      value: {
        publish: [{ name: 'npm#1', content: JSON.stringify(publish) }],
        others: [{ name: 'npm#2', content: JSON.stringify(provenance) }],
      },
    });
  });

  test('an empty array is no attestation', () => {
    expect(parse({ attestations: [] })).toEqual({ value: { publish: [], others: [] } });
  });

  test('an attestation without a bundle stays one, for the verifier to refuse', () => {
    expect(parse({ attestations: [{ predicateType: 'x' }] })).toEqual({
      value: { publish: [], others: [{ name: 'npm#1', content: 'null' }] },
    });
  });

  test.each([
    ['no JSON', '{', ''],
    ['another form', '[]', '/attestations'],
    ['an error', '{"error":"not found"}', '/attestations'],
    ['a key that stands twice', '{"attestations":[],"attestations":[]}', '/attestations'],
    [
      'more bundles than are read',
      { attestations: Array.from({ length: LIMITS.bundles + 1 }, () => ({})) },
      '/attestations',
    ],
  ])('T15: %s is a problem that names the place', (_, document, pointer) => {
    expect(parse(document)).toEqual({ problem: expect.any(String), pointer });
  });

  test('whatever the document, there is an outcome and never an exception', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.json().map((json) => `{"attestations":${json}}`),
        ),
        (text) => {
          const outcome = parse(text);
          expect('value' in outcome || outcome.problem.length > 0).toBe(true);
        },
      ),
    );
  });
});
