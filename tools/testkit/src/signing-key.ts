import { type KeyObject, sign } from 'node:crypto';
import { generateKeyPair, type KeyType, SIGNER_HASHES, type SignerHash } from './keys.ts';
import { pem } from './pem.ts';

/** What kind of key. */
export type SigningAlgorithm = Exclude<KeyType, 'secp256k1' | 'Ed448'>;

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
  readonly hash?: SignerHash;
}

export function generateSigningKey(algorithm: SigningAlgorithm = 'P-256'): SigningKey {
  const { privateKey, spki } = generateKeyPair(algorithm);
  return { algorithm, privateKey, pem: pem('PUBLIC KEY', spki) };
}

/** The key's signature over the data; in DER and with the key's own hash unless stated. */
export function signWithKey(
  data: Uint8Array,
  { algorithm, privateKey }: SigningKey,
  { encoding = 'der', hash = SIGNER_HASHES[algorithm] }: SignatureForm = {},
): Buffer {
  return sign(hash, data, { key: privateKey, dsaEncoding: encoding });
}
