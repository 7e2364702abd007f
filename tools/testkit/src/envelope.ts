import { type SignatureForm, type SigningKey, signWithKey } from './signing-key.ts';

/** A DSSE envelope as JSON, every part open to be spoiled. */
export interface TestEnvelope {
  payload: string;
  payloadType: string;
  signatures: { sig: string; keyid?: string }[];
}

/** One who signs. */
export interface EnvelopeSigner extends SignatureForm {
  readonly key: SigningKey;
  /** What the envelope calls the key; left out unless stated. */
  readonly keyid?: string;
}

/** The bytes under a DSSE signature. Written here once more, so that the verifier's own cannot agree with itself. */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Buffer {
  const type = Buffer.from(payloadType);
  const head = `DSSEv1 ${type.length} ${payloadType} ${payload.length} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

/**
 * Signs a payload in an envelope.
 * @param payload a statement, or a raw text.
 * @param payloadType in-toto's unless stated.
 */
export function signEnvelope(
  payload: object | string,
  signers: readonly EnvelopeSigner[],
  payloadType = 'application/vnd.in-toto+json',
): TestEnvelope {
  const bytes = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));
  const pae = preAuthEncoding(payloadType, bytes);
  return {
    payload: bytes.toString('base64'),
    payloadType,
    signatures: signers.map(({ key, keyid, ...form }) => ({
      sig: signWithKey(pae, key, form).toString('base64'),
      ...(keyid !== undefined && { keyid }),
    })),
  };
}
