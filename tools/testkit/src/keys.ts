import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A key pair of elliptic curve P-256, or P-384 for authorities. */
export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** The public key as SubjectPublicKeyInfo in DER. */
  readonly spki: Buffer;
  /** SHA-256 of `spki`: the id under which logs are known. */
  readonly keyId: Buffer;
}

export function generateKeyPair(curve: 'P-256' | 'P-384' = 'P-256'): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve });
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  return { privateKey, publicKey, spki, keyId: createHash('sha256').update(spki).digest() };
}

/** ECDSA over SHA-256, in DER. */
export function signSha256(data: Uint8Array, { privateKey }: Pick<KeyPair, 'privateKey'>): Buffer {
  return sign('sha256', data, privateKey);
}

export function sha256(...data: readonly Uint8Array[]): Buffer {
  return createHash('sha256').update(Buffer.concat(data)).digest();
}
