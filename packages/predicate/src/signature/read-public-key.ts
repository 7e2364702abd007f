import { createPublicKey, type KeyObject } from 'node:crypto';
import { PredicateError } from '../predicate-error.ts';

/** One block of that label and nothing else (RFC 7468); Node alone would also take a certificate or a private key. */
const PEM = /^\s*-----BEGIN PUBLIC KEY-----\s[A-Za-z0-9+/=\s]+-----END PUBLIC KEY-----\s*$/;

/**
 * A public key (SPKI) from PEM.
 * @throws PredicateError KEY_INVALID: anything else, also a private key, which nobody needs for verifying
 */
export function readPublicKey(pem: string): KeyObject {
  const message = 'the key is no public key in PEM (SPKI, "-----BEGIN PUBLIC KEY-----")';
  if (!PEM.test(pem)) throw new PredicateError('KEY_INVALID', message);
  try {
    return createPublicKey({ key: pem, format: 'pem', type: 'spki' });
  } catch (cause) {
    throw new PredicateError('KEY_INVALID', message, { cause });
  }
}
