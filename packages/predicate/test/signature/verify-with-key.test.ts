import { constants, createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { verifyDigestWithKey } from '../../src/signature/verify-digest-with-key.ts';
import {
  ecdsaEncodingOf,
  isVerifiable,
  verifyWithKey,
} from '../../src/signature/verify-with-key.ts';

const data = Buffer.from('the signed bytes');
const digest = (hash: string) => createHash(hash).update(data).digest();

interface Pair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const ec = (namedCurve: string): Pair => generateKeyPairSync('ec', { namedCurve });
const rsa: Pair = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** The keys that Sigstore's clients must take (protobuf-specs, PublicKeyDetails), each with the hash that goes with it. */
const KEYS: readonly (readonly [string, Pair, 'sha256' | 'sha384' | 'sha512'])[] = [
  ['P-256', ec('P-256'), 'sha256'],
  ['P-384', ec('P-384'), 'sha384'],
  ['P-521', ec('P-521'), 'sha512'],
  ['RSA, PKCS#1 v1.5', rsa, 'sha256'],
];

describe.each(KEYS)('a key of %s', (_, { privateKey, publicKey }, hash) => {
  const signature = sign(hash, data, privateKey);

  test('verifies what it signed, over the bytes and over their digest', () => {
    expect(verifyWithKey(data, publicKey, signature)).toBe(true);
    expect(verifyDigestWithKey(digest(hash), hash, publicKey, signature)).toBe(true);
  });

  test('refuses other bytes, another digest, a changed signature and another key', () => {
    const changed = Buffer.from(signature);
    changed[changed.length - 5] = (changed[changed.length - 5] ?? 0) ^ 1;
    const other = createHash(hash).update('other').digest();
    expect(verifyWithKey(Buffer.from('other'), publicKey, signature)).toBe(false);
    expect(verifyWithKey(data, publicKey, changed)).toBe(false);
    expect(verifyDigestWithKey(other, hash, publicKey, signature)).toBe(false);
    expect(verifyDigestWithKey(digest(hash), hash, publicKey, changed)).toBe(false);
    const { publicKey: stranger } = ec('P-256');
    expect(verifyWithKey(data, stranger, signature)).toBe(false);
    expect(verifyDigestWithKey(digest(hash), hash, stranger, signature)).toBe(false);
  });

  test.each([[0], [1], [signature.length - 1]])(
    'malformed: %i bytes of a signature are none',
    (length) => {
      expect(verifyWithKey(data, publicKey, signature.subarray(0, length))).toBe(false);
      expect(
        verifyDigestWithKey(digest(hash), hash, publicKey, signature.subarray(0, length)),
      ).toBe(false);
    },
  );
});

describe('other keys', () => {
  test('Ed25519 verifies bytes, and cannot verify a digest', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const signature = sign(undefined, data, privateKey);
    expect(verifyWithKey(data, publicKey, signature)).toBe(true);
    expect(verifyWithKey(Buffer.from('x'), publicKey, signature)).toBe(false);
    expect(verifyDigestWithKey(digest('sha256'), 'sha256', publicKey, signature)).toBe(false);
  });

  test('RSA with another padding is refused', () => {
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    const signature = sign('sha256', data, { key: rsa.privateKey, padding });
    expect(verifyWithKey(data, rsa.publicKey, signature)).toBe(false);
    expect(verifyDigestWithKey(digest('sha256'), 'sha256', rsa.publicKey, signature)).toBe(false);
  });

  test('a hash that the signer states is the one, of ECDSA and RSA', () => {
    const { privateKey, publicKey } = rsa;
    const signature = sign('sha512', data, privateKey);
    expect(verifyWithKey(data, publicKey, signature)).toBe(false);
    expect(verifyWithKey(data, publicKey, signature, { hash: 'sha512' })).toBe(true);
    expect(verifyWithKey(data, publicKey, signature, { hash: 'sha384' })).toBe(false);
  });

  test('a digest of another algorithm than was signed is refused', () => {
    const { privateKey, publicKey } = rsa;
    const signature = sign('sha512', data, privateKey);
    expect(verifyDigestWithKey(digest('sha256'), 'sha256', publicKey, signature)).toBe(false);
    expect(verifyDigestWithKey(digest('sha512'), 'sha512', publicKey, signature)).toBe(true);
  });

  test.each([[ec('secp256k1')], [generateKeyPairSync('ed448') as Pair]])(
    'unknown curves and kinds sign nothing',
    ({ privateKey, publicKey }) => {
      const hash = privateKey.asymmetricKeyType === 'ec' ? 'sha256' : undefined;
      expect(verifyWithKey(data, publicKey, sign(hash, data, privateKey))).toBe(false);
      expect(verifyDigestWithKey(digest('sha256'), 'sha256', publicKey, Buffer.alloc(70))).toBe(
        false,
      );
    },
  );
});

describe('r and s side by side (IEEE P1363)', () => {
  const CURVES: readonly (readonly [string, Pair, string, number])[] = [
    ['P-256', ec('P-256'), 'sha256', 64],
    ['P-384', ec('P-384'), 'sha384', 96],
    ['P-521', ec('P-521'), 'sha512', 132],
  ];

  test.each(CURVES)('%s: verified in that encoding and in no other', (_, pair, hash, length) => {
    const { privateKey: key, publicKey } = pair;
    const signature = sign(hash, data, { key, dsaEncoding: 'ieee-p1363' });
    expect(signature).toHaveLength(length);
    expect(verifyWithKey(data, publicKey, signature, { encoding: 'ieee-p1363' })).toBe(true);
    expect(verifyWithKey(data, publicKey, signature)).toBe(false);
    expect(verifyWithKey(data, publicKey, sign(hash, data, key), { encoding: 'ieee-p1363' })).toBe(
      false,
    );
    expect(verifyWithKey(Buffer.from('x'), publicKey, signature, { encoding: 'ieee-p1363' })).toBe(
      false,
    );
  });

  test.each(CURVES)(
    '%s: the encoding follows from the length alone',
    (_, { publicKey }, __, length) => {
      for (let size = 0; size < 200; size += 1) {
        const encoding = size === length ? 'ieee-p1363' : 'der';
        expect(ecdsaEncodingOf(publicKey, Buffer.alloc(size))).toBe(encoding);
      }
    },
  );

  test.each(CURVES)(
    '%s: zeros, the order and numbers beyond it are refused',
    (_, { publicKey }, __, length) => {
      for (const fill of [0, 0xff]) {
        expect(
          verifyWithKey(data, publicKey, Buffer.alloc(length, fill), { encoding: 'ieee-p1363' }),
        ).toBe(false);
      }
    },
  );

  test('keys of other kinds have one form, whatever the length', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const signature = sign(undefined, data, privateKey);
    expect(signature).toHaveLength(64);
    expect(ecdsaEncodingOf(publicKey, signature)).toBe('der');
    const encoding = ecdsaEncodingOf(publicKey, signature);
    expect(verifyWithKey(data, publicKey, signature, { encoding })).toBe(true);
  });
});

test('isVerifiable says of which keys a signature can be verified at all', () => {
  for (const [, { publicKey }] of KEYS) expect(isVerifiable(publicKey)).toBe(true);
  expect(isVerifiable(generateKeyPairSync('ed25519').publicKey)).toBe(true);
  expect(isVerifiable(ec('secp256k1').publicKey)).toBe(false);
  expect(isVerifiable(generateKeyPairSync('ed448').publicKey)).toBe(false);
});
