import { type KeyObject, verify } from 'node:crypto';
import { crypto } from '@sigstore/core';

/** SHA-2, by Node's names. */
export type HashName = 'sha256' | 'sha384' | 'sha512';

/**
 * The hash that goes with a key (protobuf-specs, PublicKeyDetails): none for Ed25519, which hashes itself. SHA-256 comes
 * second for the larger curves, since cosign and Rekor v1 sign with it whatever the curve.
 */
const HASHES: ReadonlyMap<string, readonly HashName[]> = new Map([
  ['prime256v1', ['sha256']],
  ['secp384r1', ['sha384', 'sha256']],
  ['secp521r1', ['sha512', 'sha256']],
]);

/** Twice the length of the curve's field: r and s side by side (IEEE P1363; RFC 7518 section 3.4 for JWS). */
const P1363_BYTES: Readonly<Record<string, number>> = {
  prime256v1: 64,
  secp384r1: 96,
  secp521r1: 132,
};

/** How an ECDSA signature writes its two numbers: a DER sequence (RFC 3279), or r and s in fixed length. */
export type EcdsaEncoding = 'der' | 'ieee-p1363';

/** How a signature was made, as far as its algorithm leaves a choice. */
export interface SignatureForm {
  /** Of ECDSA; DER unless given. */
  readonly encoding?: EcdsaEncoding;
  /** Of ECDSA and RSA; those that go with the key unless given. */
  readonly hash?: HashName;
}

/**
 * Whether the key made the signature over the data: ECDSA (P-256, P-384, P-521), Ed25519 or RSA (PKCS#1 v1.5). Any
 * other key makes none.
 */
export function verifyWithKey(
  data: Buffer,
  key: KeyObject,
  signature: Buffer,
  { encoding = 'der', hash }: SignatureForm = {},
): boolean {
  const { asymmetricKeyType: type } = key;
  if (type === 'ed25519') return crypto.verify(data, key, signature);
  if (type === 'rsa') return crypto.verify(data, key, signature, hash ?? 'sha256');
  const hashes = type === 'ec' ? HASHES.get(curveOf(key)) : undefined;
  if (!hashes) return false;
  return (hash ? [hash] : hashes).some((name) =>
    encoding === 'der'
      ? crypto.verify(data, key, signature, name)
      : verify(name, data, { key, dsaEncoding: encoding }, signature),
  );
}

/** Whether `verifyWithKey` can ever say yes for a key of this kind. */
export function isVerifiable(key: KeyObject): boolean {
  const { asymmetricKeyType: type } = key;
  return type === 'ed25519' || type === 'rsa' || (type === 'ec' && HASHES.has(curveOf(key)));
}

/**
 * The one way in which a signature by this key is read, told by its length alone: r and s side by side have exactly
 * twice the field's length, everything else is DER. So no signature is tried in two ways. A DER signature of just that
 * length would be misread, and then refused; its numbers would have to be some six bytes shorter than usual, which happens
 * fewer than once in 2^40 signatures. Reading it one way or the other never helps a forger: both say yes only to numbers
 * that the key's owner made for this very data.
 */
export function ecdsaEncodingOf(key: KeyObject, signature: Buffer): EcdsaEncoding {
  return signature.length === P1363_BYTES[curveOf(key)] ? 'ieee-p1363' : 'der';
}

function curveOf(key: KeyObject): string {
  return key.asymmetricKeyDetails?.namedCurve ?? '';
}
