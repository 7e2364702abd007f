import type { KeyObject } from 'node:crypto';
import { crypto } from '@sigstore/core';

/**
 * The hash that goes with a key (protobuf-specs, PublicKeyDetails): none for Ed25519, which hashes itself. SHA-256 comes
 * second for the larger curves, since cosign and Rekor v1 sign with it whatever the curve.
 */
const HASHES: Readonly<Record<string, readonly string[]>> = {
  prime256v1: ['sha256'],
  secp384r1: ['sha384', 'sha256'],
  secp521r1: ['sha512', 'sha256'],
};

/**
 * Whether the key made the signature over the data: ECDSA (P-256, P-384, P-521; DER), Ed25519 or RSA (PKCS#1 v1.5). Any
 * other key makes none.
 */
export function verifyWithKey(data: Buffer, key: KeyObject, signature: Buffer): boolean {
  if (key.asymmetricKeyType === 'ed25519') return crypto.verify(data, key, signature);
  if (key.asymmetricKeyType === 'rsa') return crypto.verify(data, key, signature, 'sha256');
  if (key.asymmetricKeyType !== 'ec') return false;
  const curve = key.asymmetricKeyDetails?.namedCurve ?? '';
  return (HASHES[curve] ?? []).some((hash) => crypto.verify(data, key, signature, hash));
}
