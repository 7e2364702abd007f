import { fromBase64 } from './base64.ts';
import { LIMITS } from './limits.ts';
import { refuse } from './malformed.ts';

/** RFC 7468 section 3, one after the other. What may follow what is never ambiguous, so it does not backtrack. */
const CERTIFICATES =
  /\s*-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\r\n]+)-----END CERTIFICATE-----\s*/gy;

/** A chain of ten takes some 20 kB. */
const MAX_CHARACTERS = 256 * 1024;

/** The certificates of a PEM text in DER and in order, one at least. @throws Malformed */
export function readCertificates(pem: unknown, pointer: string): readonly [Buffer, ...Buffer[]] {
  if (typeof pem !== 'string' || pem.length > MAX_CHARACTERS) {
    refuse('not certificates in PEM', pointer);
  }
  const blocks = [...pem.matchAll(CERTIFICATES)];
  const length = blocks.reduce((sum, [block]) => sum + block.length, 0);
  if (length !== pem.length) refuse('not certificates in PEM', pointer);
  if (blocks.length > LIMITS.certificates) {
    refuse(`${blocks.length} certificates, more than ${LIMITS.certificates}`, pointer);
  }
  const [first, ...rest] = blocks.map(([, body = '']) =>
    fromBase64(body.replace(/[\r\n]/g, ''), pointer),
  );
  return first ? [first, ...rest] : refuse('no certificate', pointer);
}
