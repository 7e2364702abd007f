import { dsse } from '@sigstore/core';
import { excerpt } from '../bundle/excerpt.ts';
import type { SignedEnvelope } from '../bundle/signed-envelope.ts';
import { type CheckResult, fail, notApplicable, pass } from '../checks/check-result.ts';
import { PAYLOAD_TYPE } from './check-signature.ts';
import type { ManagedKey } from './managed-key.ts';
import { type SignedOutcome, signedPayload } from './signed-payload.ts';
import { ecdsaEncodingOf, verifyWithKey } from './verify-with-key.ts';

/**
 * The checks 1 to 7 of spec.md 1.3 for an envelope that a managed key signs: no certificate, and so no chain, no time
 * and no name to check. One signature by the key suffices, since DSSE takes an envelope with several for as many
 * envelopes with one; the others are not judged, and anybody could have added them.
 */
export function verifyEnvelope(envelope: SignedEnvelope, key: ManagedKey): SignedOutcome {
  const count = envelope.signatures.length;
  const signature = checkEnvelopeSignature(envelope, key);
  const byKey = 'signed by the given key';
  const results = [
    pass('bundle', { message: `DSSE envelope with ${count} signature${count === 1 ? '' : 's'}` }),
    notApplicable('trust-profile', byKey),
    notApplicable('certificate', byKey),
    notApplicable('observed-time', byKey),
    notApplicable('log-entry', byKey),
    signature,
  ];
  if (signature.status !== 'pass') return { results };
  const { keyId, fingerprint } = key;
  const signed = signedPayload(envelope.payload, { kind: 'key', keyId, fingerprint });
  return { results: [...results, notApplicable('identity', byKey)], signed };
}

function checkEnvelopeSignature(envelope: SignedEnvelope, key: ManagedKey): CheckResult {
  const { payloadType, payload, signatures, place } = envelope;
  if (payloadType !== PAYLOAD_TYPE) {
    return fail('signature', {
      message: 'the envelope holds no in-toto statement',
      expected: PAYLOAD_TYPE,
      actual: excerpt(payloadType),
      pointer: `bundle:${place}/payloadType`,
    });
  }
  const candidates = signatures.filter(({ keyIds }) => mayBeBy(keyIds, key));
  if (candidates.length === 0) return namesOthers(envelope, key);
  const pae = dsse.preAuthEncoding(payloadType, payload);
  const by = candidates.find(({ bytes }) =>
    verifyWithKey(pae, key.key, bytes, { encoding: ecdsaEncodingOf(key.key, bytes) }),
  );
  if (!by) {
    return fail('signature', {
      message: 'the signature does not fit: the payload was changed, or another key has signed',
      expected: key.fingerprint,
      pointer: `bundle:${place}/signatures`,
    });
  }
  const others = signatures.length - 1;
  return pass('signature', {
    message: 'the signature fits the payload',
    expected: key.fingerprint,
    pointer: `bundle:${place}/signatures/${signatures.indexOf(by)}`,
    ...(others > 0 && { warnings: [`signatures by others, not judged: ${others}`] }),
  });
}

/**
 * A name only rules a signature out. It is not signed, so it never counts for one; and a signature that names no key may
 * be by any (DSSE: KEYID is optional, and must not be used for security decisions).
 */
function mayBeBy(keyIds: readonly string[], { names }: ManagedKey): boolean {
  return keyIds.every((keyId) => names.includes(keyId));
}

function namesOthers({ signatures, place }: SignedEnvelope, { names }: ManagedKey): CheckResult {
  if (signatures.length === 0) {
    return fail('signature', {
      message: 'the envelope is not signed',
      pointer: `bundle:${place}/signatures`,
    });
  }
  return fail('signature', {
    message: 'the signatures name other keys',
    expected: names.join(' or '),
    actual: excerpt(signatures.flatMap(({ keyIds }) => keyIds).join(', '), 500),
    pointer: `bundle:${place}/signatures/0/keyid`,
    hint: 'If that is another name of the same key, give it as the key id; whether the key has signed is checked all the same.',
  });
}
