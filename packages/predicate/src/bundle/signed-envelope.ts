import { type JsonValue, pointerOf } from '@provkit/json';
import type { Bundle } from '@sigstore/bundle';
import { fromEitherBase64 } from './either-base64.ts';
import { isJsonObject, type JsonObject } from './json-object.ts';
import { LIMITS } from './limits.ts';

/** One signature of an envelope. */
export interface EnvelopeSignature {
  readonly bytes: Buffer;
  /** What the evidence calls the key: unsigned hints, none of them empty. */
  readonly keyIds: readonly string[];
}

/** A DSSE envelope with any number of signatures, decoded. @see secure-systems-lab/dsse envelope.md */
export interface SignedEnvelope {
  readonly payloadType: string;
  readonly payload: Buffer;
  readonly signatures: readonly EnvelopeSignature[];
  /** Where it stands in its document (JSON pointer); empty when it is the document. */
  readonly place: string;
}

/** What is wrong with a document, and where (JSON pointer). */
export interface EnvelopeProblem {
  readonly problem: string;
  readonly pointer: string;
}

/** An envelope, or what keeps a document from having one. */
export type SignedEnvelopeOutcome = { readonly envelope: SignedEnvelope } | EnvelopeProblem;

/**
 * A JSON object as a DSSE envelope with any number of signatures up to the limit. Members that it does not know are not
 * read.
 * @see secure-systems-lab/dsse envelope.md
 */
export function readSignedEnvelope({
  payloadType,
  payload,
  signatures,
}: JsonObject): SignedEnvelopeOutcome {
  if (typeof payloadType !== 'string') return wrong('not a string', ['payloadType']);
  const bytes = typeof payload === 'string' ? fromEitherBase64(payload) : undefined;
  if (!bytes) return wrong('not strict base64', ['payload']);
  if (!Array.isArray(signatures)) return wrong('not an array', ['signatures']);
  if (signatures.length > LIMITS.signatures) {
    const problem = `${signatures.length} signatures, more than ${LIMITS.signatures}`;
    return wrong(problem, ['signatures']);
  }
  const read: EnvelopeSignature[] = [];
  for (const [index, signature] of (signatures as readonly JsonValue[]).entries()) {
    const outcome = readSignature(signature, index);
    if ('problem' in outcome) return outcome;
    read.push(outcome);
  }
  return { envelope: { payloadType, payload: bytes, signatures: read, place: '' } };
}

function readSignature(signature: JsonValue, index: number): EnvelopeSignature | EnvelopeProblem {
  const path = ['signatures', index];
  if (!isJsonObject(signature)) return wrong('not a JSON object', path);
  const { sig, keyid } = signature;
  const bytes = typeof sig === 'string' ? fromEitherBase64(sig) : undefined;
  if (!bytes || bytes.length === 0) return wrong('not strict base64', [...path, 'sig']);
  if (keyid !== undefined && keyid !== null && typeof keyid !== 'string') {
    return wrong('not a string', [...path, 'keyid']);
  }
  return { bytes, keyIds: keyid ? [keyid] : [] }; // empty fields may be omitted, so empty is unnamed
}

/** The envelope of a Sigstore bundle that names a key; the bundle's hint is a second name of that key. */
export function envelopeInBundle({ content, verificationMaterial }: Bundle): SignedEnvelopeOutcome {
  if (content.$case !== 'dsseEnvelope') {
    return wrong('a signature over a file, and no envelope', ['messageSignature']);
  }
  const material = verificationMaterial.content;
  const hint = material.$case === 'publicKey' ? material.publicKey.hint : '';
  const { payloadType, payload, signatures } = content.dsseEnvelope;
  return {
    envelope: {
      payloadType,
      payload: Buffer.from(payload),
      place: '/dsseEnvelope',
      signatures: signatures.map(({ sig, keyid }) => ({
        bytes: Buffer.from(sig),
        keyIds: [hint, keyid].filter((name) => name !== ''),
      })),
    },
  };
}

function wrong(problem: string, path: readonly (string | number)[]): EnvelopeProblem {
  return { problem, pointer: pointerOf(path) };
}
