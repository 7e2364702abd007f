import { createNpmSigner, createSigstore } from '@provkit/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRegistryKeys } from '../../src/npm/registry-keys.ts';

const sigstore = createSigstore({ now: () => 0 });
const signer = createNpmSigner(sigstore, {
  start: '2020-01-01T00:00:00.000Z',
  end: '2021-01-01T00:00:00.000Z',
});
const invalid = expect.objectContaining({ name: 'PredicateError', code: 'TRUST_ROOT_INVALID' });

interface Key {
  keyId: string;
  publicKey: { rawBytes: string; validFor: { start?: string; end?: string } };
}

function changed(change: (key: Key) => void): string {
  const document = JSON.parse(signer.keys);
  for (const key of document.keys) change(key);
  return JSON.stringify(document);
}

describe('parseRegistryKeys', () => {
  test('reads the keys for attestations, with their validity, and no others', () => {
    expect(parseRegistryKeys(signer.keys, 'keys.json')).toEqual([
      {
        keyId: signer.keyId,
        key: expect.objectContaining({ asymmetricKeyType: 'ec' }),
        validFrom: new Date('2020-01-01T00:00:00.000Z'),
        validUntil: new Date('2021-01-01T00:00:00.000Z'),
      },
    ]);
  });

  test('a key without an end is valid still', () => {
    const { keys } = createNpmSigner(sigstore);
    expect(parseRegistryKeys(keys, 'keys.json')[0]).not.toHaveProperty('validUntil');
  });

  test.each<[string, string]>([
    ['no JSON', '{'],
    ['another document', '{}'],
    ['a key that is no key', changed((key) => Object.assign(key.publicKey, { rawBytes: 'AAAA' }))],
    ['a key that is not base64', changed((key) => Object.assign(key.publicKey, { rawBytes: '!' }))],
    ['a key without id', changed((key) => Object.assign(key, { keyId: '' }))],
    ['a key without a start', changed((key) => Object.assign(key.publicKey, { validFor: {} }))],
    [
      'an end that is no date',
      changed((key) => Object.assign(key.publicKey.validFor, { end: 'soon' })),
    ],
  ])('refuses %s', (_, document) => {
    expect(() => parseRegistryKeys(document, 'keys.json')).toThrow(invalid);
  });

  test('whatever the document, there are keys or a PredicateError', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.json().map((json) => `{"keys":[${json}]}`),
        ),
        (text) => {
          try {
            expect(Array.isArray(parseRegistryKeys(text, 'x'))).toBe(true);
          } catch (error) {
            expect(error).toEqual(invalid);
          }
        },
      ),
    );
  });
});
