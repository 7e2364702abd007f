import type { KeyObject } from 'node:crypto';
import type { Bundle } from '@sigstore/bundle';
import { type CheckResult, fail, pass } from '../checks/check-result.ts';
import type { Evidence } from './evidence.ts';

/** in-toto statements, and nothing else, are read from envelopes. @see in-toto/attestation spec/v1/envelope.md */
const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/**
 * Whether the key made the signature over this content: DSSE's pre-authentication encoding of payload type and
 * payload, or the file of a message signature.
 * @param key absent when its algorithm is unknown.
 * @param hasArtifact whether the file's bytes are at hand, which a message signature needs.
 */
export function checkSignature(
  { content: signed }: Bundle,
  { content }: Evidence,
  key: KeyObject | undefined,
  hasArtifact: boolean,
): CheckResult {
  if (signed.$case === 'dsseEnvelope' && signed.dsseEnvelope.payloadType !== PAYLOAD_TYPE) {
    return fail('signature', {
      message: 'the envelope holds no in-toto statement',
      expected: PAYLOAD_TYPE,
      actual: signed.dsseEnvelope.payloadType,
      pointer: 'bundle:/dsseEnvelope/payloadType',
    });
  }
  if (signed.$case === 'messageSignature' && !hasArtifact) {
    return fail('signature', {
      message: 'a signature over a file can be verified with the file only, not with its digest',
    });
  }
  if (key && content.verifySignature(key)) {
    return pass('signature', { message: 'the signature fits the payload' });
  }
  return fail('signature', {
    message: 'the signature does not fit: the payload was changed, or another key has signed',
  });
}
