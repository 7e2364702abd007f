import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { generateSigningKey, preAuthEncoding, signWithKey } from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { sshFingerprint } from '../../src/signature/key-names.ts';
import { readManagedKey } from '../../src/signature/managed-key.ts';
import { readPublicKey } from '../../src/signature/read-public-key.ts';
import { verifyEnvelope } from '../../src/signature/verify-envelope.ts';
import { ecdsaEncodingOf, verifyWithKey } from '../../src/signature/verify-with-key.ts';

const TYPE = 'application/vnd.in-toto+json';
const key = generateSigningKey();
const payload = Buffer.from('{}');
const bytes = signWithKey(preAuthEncoding(TYPE, payload), key);
const managed = readManagedKey(key.pem, 'ours');

describe('an envelope signed by a managed key', () => {
  test('gives its payload and the key, and nothing that only certificates have', () => {
    const { results, signed } = verifyEnvelope(
      { payloadType: TYPE, payload, signatures: [{ bytes, keyIds: ['ours'] }], place: '' },
      managed,
    );
    expect(signed).toEqual({
      payload,
      by: { kind: 'key', keyId: 'ours', fingerprint: sshFingerprint(readPublicKey(key.pem)) },
    });
    expect(results.map(({ id, status }) => [id, status])).toEqual([
      ['bundle', 'pass'],
      ['trust-profile', 'not_applicable'],
      ['certificate', 'not_applicable'],
      ['observed-time', 'not_applicable'],
      ['log-entry', 'not_applicable'],
      ['signature', 'pass'],
      ['identity', 'not_applicable'],
    ]);
  });

  test('gives no payload when the signature does not fit', () => {
    const outcome = verifyEnvelope(
      {
        payloadType: TYPE,
        payload: Buffer.from('{ }'),
        signatures: [{ bytes, keyIds: [] }],
        place: '',
      },
      managed,
    );
    expect(outcome).not.toHaveProperty('signed');
    expect(outcome.results.at(-1)).toMatchObject({ id: 'signature', status: 'fail' });
  });

  test.each([[['ours', 'theirs']], [['theirs', 'ours']], [['theirs']]])(
    'two names that are not one rule the key out: %j',
    (keyIds) => {
      const { results } = verifyEnvelope(
        { payloadType: TYPE, payload, signatures: [{ bytes, keyIds }], place: '' },
        managed,
      );
      expect(results.at(-1)).toMatchObject({
        status: 'fail',
        expected: 'ours',
        hint: expect.any(String),
      });
    },
  );
});

/**
 * The example of the DSSE protocol: ECDSA over P-256 and SHA-256, r and s side by side.
 * @see secure-systems-lab/dsse protocol.md, "Test Vectors", version 1.0.0
 */
describe('the example of the DSSE protocol', () => {
  const coordinate = (decimal: bigint) =>
    Buffer.from(decimal.toString(16).padStart(64, '0'), 'hex').toString('base64url');
  const jwk: JsonWebKey = {
    kty: 'EC',
    crv: 'P-256',
    x: coordinate(46950820868899156662930047687818585632848591499744589407958293238635476079160n),
    y: coordinate(5640078356564379163099075877009565129882514886557779369047442380624545832820n),
  };
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  const signature = Buffer.from(
    'A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA==',
    'base64',
  );
  const pae = Buffer.from('DSSEv1 29 http://example.com/HelloWorld 11 hello world');

  test('verifies, read in the one way that its length says', () => {
    expect(ecdsaEncodingOf(publicKey, signature)).toBe('ieee-p1363');
    expect(verifyWithKey(pae, publicKey, signature, { encoding: 'ieee-p1363' })).toBe(true);
    expect(verifyWithKey(pae, publicKey, signature, { encoding: 'der' })).toBe(false);
  });
});
