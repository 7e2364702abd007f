import { generateKeyPairSync } from 'node:crypto';
import { createSigstore, generateKeyPair, generateSigningKey, pem } from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { readPublicKey } from '../../src/signature/read-public-key.ts';

const invalid = expect.objectContaining({ name: 'PredicateError', code: 'KEY_INVALID' });
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = generateSigningKey();

describe('a public key', () => {
  test('is read from PEM, with any line ends and white space around it', () => {
    for (const text of [
      key.pem,
      key.pem.trim(),
      `\n${key.pem}\n`,
      key.pem.replaceAll('\n', '\r\n'),
    ]) {
      expect(readPublicKey(text).asymmetricKeyType).toBe('ec');
    }
  });

  test.each([
    ['nothing', ''],
    ['no PEM', 'x'],
    ['a private key', privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()],
    ['a private key of RSA', privateKey.export({ format: 'pem', type: 'pkcs1' }).toString()],
    ['PKCS#1', publicKey.export({ format: 'pem', type: 'pkcs1' }).toString()],
    [
      'a certificate',
      pem('CERTIFICATE', createSigstore({ now: () => 0 }).certify(generateKeyPair().spki)),
    ],
    ['two keys', `${key.pem}${generateSigningKey().pem}`],
    ['a key with text before it', `x\n${key.pem}`],
    ['a damaged key', key.pem.replace('MF', 'AA')],
    ['a label without a key', '-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n'],
  ])('malformed: %s is refused', (_, text) => {
    expect(() => readPublicKey(text)).toThrow(invalid);
  });

  test('the text is not in the error, for it may be a private key', () => {
    const secret = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    const error = (() => {
      try {
        return readPublicKey(secret);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(String(error)).not.toContain(secret.slice(100, 120));
  });
});
