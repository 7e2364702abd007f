import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** Kinds of keys: what Sigstore's signers use, and curves that no verifier of Sigstore may take. */
export type KeyType = 'P-256' | 'P-384' | 'P-521' | 'Ed25519' | 'RSA' | 'secp256k1' | 'Ed448';

/** The hash that a signer uses with its key (protobuf-specs, PublicKeyDetails); Ed25519 and Ed448 have their own. */
export type SignerHash = 'sha256' | 'sha384' | 'sha512';

/** A key pair. */
export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** The public key as SubjectPublicKeyInfo in DER. */
  readonly spki: Buffer;
  /** SHA-256 of `spki`: the id under which logs are known. */
  readonly keyId: Buffer;
  readonly hash: SignerHash | undefined;
}

/** The hash of each kind, if it is not its own. */
export const SIGNER_HASHES: Readonly<Record<KeyType, SignerHash | undefined>> = {
  'P-256': 'sha256',
  'P-384': 'sha384',
  'P-521': 'sha512',
  Ed25519: undefined,
  RSA: 'sha256',
  secp256k1: 'sha256',
  Ed448: undefined,
};

export function generateKeyPair(type: KeyType = 'P-256'): KeyPair {
  const { privateKey, publicKey } = generate(type);
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  const keyId = createHash('sha256').update(spki).digest();
  return { privateKey, publicKey, spki, keyId, hash: SIGNER_HASHES[type] };
}

function generate(type: KeyType): { privateKey: KeyObject; publicKey: KeyObject } {
  if (type === 'Ed25519') return generateKeyPairSync('ed25519');
  if (type === 'Ed448') return generateKeyPairSync('ed448');
  if (type === 'RSA') return generateKeyPairSync('rsa', { modulusLength: 2048 });
  return generateKeyPairSync('ec', { namedCurve: type });
}

/** As the holder of the key signs: with the hash that goes with it; ECDSA in DER, RSA with PKCS#1 v1.5. */
export function signWith(
  data: Uint8Array,
  { privateKey, hash }: Pick<KeyPair, 'privateKey' | 'hash'>,
): Buffer {
  return sign(hash, data, privateKey);
}

/** ECDSA over SHA-256, in DER: what authorities sign with. */
export function signSha256(data: Uint8Array, { privateKey }: Pick<KeyPair, 'privateKey'>): Buffer {
  return sign('sha256', data, privateKey);
}

export function sha256(...data: readonly Uint8Array[]): Buffer {
  return createHash('sha256').update(Buffer.concat(data)).digest();
}
