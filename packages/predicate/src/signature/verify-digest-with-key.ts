import { type KeyObject, publicDecrypt } from 'node:crypto';
import { createRequire } from 'node:module';
import type { HashName } from './verify-with-key.ts';

type Curves = typeof import('@noble/curves/nist.js');

/** Node's names of the curves, and the library's. */
const CURVES = { prime256v1: 'p256', secp384r1: 'p384', secp521r1: 'p521' } as const;

/** The DER of DigestInfo up to the digest (RFC 8017 section 9.2, note 1). */
const DIGEST_INFO: Readonly<Record<HashName, string>> = {
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
};

/**
 * Whether the key made the signature over the bytes of this digest: ECDSA or RSA (PKCS#1 v1.5). Node verifies bytes
 * only, and who asks about a released file often has just its digest. Ed25519 cannot: it hashes the bytes in its own way.
 */
export function verifyDigestWithKey(
  digest: Buffer,
  algorithm: HashName,
  key: KeyObject,
  signature: Buffer,
): boolean {
  try {
    return key.asymmetricKeyType === 'rsa'
      ? isRsaSignature(digest, algorithm, key, signature)
      : isEcdsaSignature(digest, key, signature);
  } catch {
    return false; // a signature that is not of the key's form
  }
}

function isRsaSignature(
  digest: Buffer,
  algorithm: HashName,
  key: KeyObject,
  signature: Buffer,
): boolean {
  const info = Buffer.concat([Buffer.from(DIGEST_INFO[algorithm], 'hex'), digest]);
  return publicDecrypt(key, signature).equals(info);
}

function isEcdsaSignature(digest: Buffer, key: KeyObject, signature: Buffer): boolean {
  const curve = key.asymmetricKeyDetails?.namedCurve ?? '';
  if (!(curve in CURVES)) return false;
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const point = Buffer.concat([
    Buffer.of(4),
    Buffer.from(x, 'base64url'),
    Buffer.from(y, 'base64url'),
  ]);
  const { [CURVES[curve as keyof typeof CURVES]]: ecdsa } = loadCurves(); // `in` does not narrow a string
  return ecdsa.verify(signature, digest, point, { prehash: false, lowS: false, format: 'der' });
}

/** On demand: 20 ms to load, and only signatures over a digest need it. */
function loadCurves(): Curves {
  return createRequire(import.meta.url)('@noble/curves/nist.js') as Curves;
}
