import type { KeyObject } from 'node:crypto';
import { crypto } from '@sigstore/core';
import { excerpt } from '../bundle/excerpt.ts';
import { type CheckResult, fail, pass } from '../checks/check-result.ts';
import type { Content } from './evidence.ts';
import { verifyDigestWithKey } from './verify-digest-with-key.ts';
import { verifyWithKey } from './verify-with-key.ts';

/** in-toto statements, and nothing else, are read from envelopes. @see in-toto/attestation spec/v1/envelope.md */
export const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/**
 * Whether the key made the signature over this content: DSSE's pre-authentication encoding of payload type and payload,
 * or a file, by its bytes or by its digest. That the digest is the artifact's is for the check `subject` to say.
 * @param key absent when its algorithm is unknown.
 * @param file the bytes of the file, if they are at hand.
 */
export function checkSignature(
  content: Content,
  key: KeyObject | undefined,
  file: Buffer | undefined,
): CheckResult {
  if (content.kind === 'envelope' && content.payloadType !== PAYLOAD_TYPE) {
    return fail('signature', {
      message: 'the envelope holds no in-toto statement',
      expected: PAYLOAD_TYPE,
      actual: excerpt(content.payloadType),
      pointer: 'bundle:/dsseEnvelope/payloadType',
    });
  }
  if (key && isSignedBy(content, key, file)) {
    return pass('signature', { message: 'the signature fits the payload' });
  }
  return fail('signature', {
    message: 'the signature does not fit: the payload was changed, or another key has signed',
  });
}

function isSignedBy(content: Content, key: KeyObject, file: Buffer | undefined): boolean {
  const { signature } = content;
  if (content.kind === 'envelope') return verifyWithKey(content.signed, key, signature);
  const { algorithm, digest } = content;
  if (!file) return verifyDigestWithKey(digest, algorithm, key, signature);
  return (
    crypto.digest(algorithm, file).equals(digest) &&
    verifyWithKey(file, key, signature, { hash: algorithm })
  );
}
