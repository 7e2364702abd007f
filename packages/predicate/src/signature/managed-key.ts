import type { KeyObject } from 'node:crypto';
import { PredicateError } from '../predicate-error.ts';
import { keyNames } from './key-names.ts';
import { readPublicKey } from './read-public-key.ts';
import { isVerifiable } from './verify-with-key.ts';

/** A key that somebody keeps outside of Sigstore, and the name by which envelopes may call it. */
export interface ManagedKey {
  readonly key: KeyObject;
  /** What its owner calls it, else its fingerprint. */
  readonly keyId: string;
  /** As `ssh-keygen -l` prints it: `SHA256:` and unpadded base64. */
  readonly fingerprint: string;
  /** Every name by which an envelope may call it. */
  readonly names: readonly string[];
}

/** Shorter moduli can be factored with what many can afford (NIST SP 800-131A). */
const MIN_RSA_BITS = 2048;

/**
 * Reads a key for verifying envelopes.
 * @param pem SPKI in PEM
 * @param keyId the one name its owner gave it; unless stated, the names that follow from the key itself
 * @throws PredicateError KEY_INVALID: no public key in PEM, of another kind, or too short
 */
export function readManagedKey(pem: string, keyId?: string): ManagedKey {
  const key = readPublicKey(pem);
  const problem = keyProblem(key);
  if (problem !== undefined) throw new PredicateError('KEY_INVALID', `the key ${problem}`);
  if (keyId === '') throw new PredicateError('KEY_INVALID', 'the key id is empty');
  const names = keyNames(key);
  const [fingerprint = ''] = names;
  return keyId === undefined
    ? { key, keyId: fingerprint, fingerprint, names }
    : { key, keyId, fingerprint, names: [keyId] };
}

function keyProblem(key: KeyObject): string | undefined {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (!isVerifiable(key)) {
    const kind = namedCurve ?? key.asymmetricKeyType;
    return `is of ${kind}: ECDSA on P-256, P-384 or P-521, Ed25519 and RSA are verified`;
  }
  if (modulusLength === undefined || modulusLength >= MIN_RSA_BITS) return undefined;
  return `is RSA of ${modulusLength} bits, fewer than ${MIN_RSA_BITS}`;
}
