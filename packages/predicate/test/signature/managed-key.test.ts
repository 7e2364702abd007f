import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { generateSigningKey, type SigningAlgorithm } from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { keyNames, sshFingerprint } from '../../src/signature/key-names.ts';
import { readManagedKey } from '../../src/signature/managed-key.ts';
import { readPublicKey } from '../../src/signature/read-public-key.ts';

const invalid = expect.objectContaining({ name: 'PredicateError', code: 'KEY_INVALID' });
const spki = (key: KeyObject) => key.export({ format: 'pem', type: 'spki' }).toString();

describe('a managed key', () => {
  test.each<[SigningAlgorithm]>([['P-256'], ['P-384'], ['P-521'], ['Ed25519'], ['RSA']])(
    'of %s is read, and known by the names that follow from it',
    (algorithm) => {
      const key = generateSigningKey(algorithm);
      const names = keyNames(readPublicKey(key.pem));
      expect(readManagedKey(key.pem)).toMatchObject({
        keyId: names[0],
        fingerprint: names[0],
        names,
      });
    },
  );

  test('is known by the one name that its owner gave it instead', () => {
    const key = generateSigningKey();
    const fingerprint = sshFingerprint(readPublicKey(key.pem));
    expect(readManagedKey(key.pem, 'kms://x')).toMatchObject({
      keyId: 'kms://x',
      fingerprint,
      names: ['kms://x'],
    });
    expect(() => readManagedKey(key.pem, '')).toThrow(invalid);
  });

  test.each<[string, () => string]>([
    ['secp256k1', () => spki(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey)],
    ['P-224', () => spki(generateKeyPairSync('ec', { namedCurve: 'P-224' }).publicKey)],
    ['Ed448', () => spki(generateKeyPairSync('ed448').publicKey)],
    ['X25519', () => spki(generateKeyPairSync('x25519').publicKey)],
    [
      'RSA for PSS only',
      () => spki(generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).publicKey),
    ],
    ['RSA of 1024 bits', () => spki(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey)],
  ])('of %s is refused when it is read, not when nothing fits it', (_, make) => {
    expect(() => readManagedKey(make())).toThrow(invalid);
  });
});
