import { createHash } from 'node:crypto';
import { protobufHash } from './entry-body.ts';
import { preAuthEncoding } from './envelope.ts';
import { type KeyPair, type SignerHash, signWith } from './keys.ts';
import type { TestBundle } from './test-bundle.ts';

const IN_TOTO = 'application/vnd.in-toto+json';

/** A signature and what it is over. */
export interface Signed {
  readonly content: Pick<TestBundle, 'dsseEnvelope' | 'messageSignature'>;
  readonly signature: Buffer;
  /** The bytes under the signature. */
  readonly bytes: Uint8Array;
  /** The hash that Rekor states of them. */
  readonly hash: SignerHash;
  /** Of a message, its bytes. */
  readonly payload: Uint8Array;
  /** Of a message, what it would look like as an envelope, for entries of the wrong kind. */
  readonly envelope: NonNullable<TestBundle['dsseEnvelope']>;
}

/** Signs a payload in an envelope. @see secure-systems-lab/dsse protocol.md */
export function signPayload(
  payload: Buffer,
  keys: KeyPair,
  { payloadType = IN_TOTO, keyid = '' }: { payloadType?: string; keyid?: string },
): Signed {
  const bytes = preAuthEncoding(payloadType, payload);
  const signature = signWith(bytes, keys);
  const envelope = {
    payload: payload.toString('base64'),
    payloadType,
    signatures: [{ sig: signature.toString('base64'), keyid }],
  };
  const hash = keys.hash ?? 'sha256';
  return { content: { dsseEnvelope: envelope }, signature, bytes, hash, payload, envelope };
}

/** Signs a file. */
export function signFile(message: Uint8Array, keys: KeyPair): Signed {
  const hash = keys.hash ?? 'sha256';
  const signature = signWith(message, keys);
  const digest = createHash(hash).update(message).digest('base64');
  const sig = signature.toString('base64');
  const envelope = {
    payload: Buffer.from(message).toString('base64'),
    payloadType: 'application/octet-stream',
    signatures: [{ sig, keyid: '' }],
  };
  const messageSignature = {
    messageDigest: { algorithm: protobufHash(hash), digest },
    signature: sig,
  };
  const content = { messageSignature };
  return { content, signature, bytes: message, hash, payload: message, envelope };
}
