import { createHash, type KeyObject } from 'node:crypto';

/**
 * The SHA-256 of a public key (SPKI in DER), lowercase hex. Whoever counts authorities counts keys: two certificates, or
 * two names of a log, for one key are one witness.
 */
export function keyId(key: KeyObject | Buffer): string {
  const spki = Buffer.isBuffer(key) ? key : key.export({ format: 'der', type: 'spki' });
  return createHash('sha256').update(spki).digest('hex');
}
