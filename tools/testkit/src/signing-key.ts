import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { pem } from './pem.ts';

/** What kind of key. */
export type SigningAlgorithm = 'P-256' | 'P-384' | 'P-521' | 'Ed25519' | 'RSA';

/** A key that somebody keeps outside of Sigstore. */
export interface SigningKey {
  readonly algorithm: SigningAlgorithm;
  readonly privateKey: KeyObject;
  /** SPKI in PEM. */
  readonly pem: string;
}

/** How ECDSA signatures are written, and the hash where it is not the key's own. */
export interface SignatureForm {
  readonly encoding?: 'der' | 'ieee-p1363';
  readonly hash?: 'sha256' | 'sha384' | 'sha512';
}

const HASHES = {
  'P-256': 'sha256',
  'P-384': 'sha384',
  'P-521': 'sha512',
  Ed25519: undefined,
  RSA: 'sha256',
} as const satisfies Record<SigningAlgorithm, string | undefined>;

export function generateSigningKey(algorithm: SigningAlgorithm = 'P-256'): SigningKey {
  const { privateKey, publicKey } = generate(algorithm);
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  return { algorithm, privateKey, pem: pem('PUBLIC KEY', spki) };
}

function generate(algorithm: SigningAlgorithm): { privateKey: KeyObject; publicKey: KeyObject } {
  switch (algorithm) {
    case 'Ed25519':
      return generateKeyPairSync('ed25519');
    case 'RSA':
      return generateKeyPairSync('rsa', { modulusLength: 2048 });
    case 'P-256':
    case 'P-384':
    case 'P-521':
      return generateKeyPairSync('ec', { namedCurve: algorithm });
  }
}

/** The key's signature over the data; in DER and with the key's own hash unless stated. */
export function signWithKey(
  data: Uint8Array,
  { algorithm, privateKey }: SigningKey,
  { encoding = 'der', hash = HASHES[algorithm] }: SignatureForm = {},
): Buffer {
  return sign(hash, data, { key: privateKey, dsaEncoding: encoding });
}
