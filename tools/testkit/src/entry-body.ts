import { createHash } from 'node:crypto';
import { pem } from './pem.ts';
import type { Signed } from './sign-content.ts';
import type { EntryBody } from './transparency-log.ts';

/** The kinds of entries that Rekor keeps of signatures; `hashedrekord/0.0.2` and `dsse/0.0.2` are of its version 2. */
export type EntryKind =
  | 'hashedrekord/0.0.1'
  | 'hashedrekord/0.0.2'
  | 'dsse/0.0.1'
  | 'dsse/0.0.2'
  | 'intoto/0.0.1'
  | 'intoto/0.0.2';

/** Who signed, in DER. */
export interface Verifier {
  readonly label: 'CERTIFICATE' | 'PUBLIC KEY';
  readonly der: Buffer;
}

/** What a log keeps of a signature. @see sigstore/rekor pkg/types; sigstore/rekor-tiles for version 2 */
export function entryBody(entry: EntryKind, signed: Signed, verifier: Verifier): EntryBody {
  const [kind = '', apiVersion = ''] = entry.split('/');
  return { kind, apiVersion, spec: SPECS[entry](signed, verifier) };
}

const SPECS: Readonly<Record<EntryKind, (signed: Signed, verifier: Verifier) => unknown>> = {
  'hashedrekord/0.0.1': ({ bytes, signature, hash }, verifier) => ({
    data: { hash: { algorithm: hash, value: digest(hash, bytes).toString('hex') } },
    signature: {
      content: signature.toString('base64'),
      publicKey: { content: inPem(verifier) },
    },
  }),
  'dsse/0.0.1': ({ signature, payload, envelope }, verifier) => ({
    envelopeHash: hexHash(Buffer.from(JSON.stringify(envelope))),
    payloadHash: hexHash(payload),
    signatures: [{ signature: signature.toString('base64'), verifier: inPem(verifier) }],
  }),
  'intoto/0.0.1': ({ payload, envelope }, verifier) => ({
    content: { hash: hexHash(goEnvelope(envelope)), payloadHash: hexHash(payload) },
    publicKey: inPem(verifier),
  }),
  'intoto/0.0.2': ({ payload, envelope, signature }, verifier) => ({
    content: {
      envelope: {
        payloadType: envelope.payloadType,
        signatures: [{ publicKey: inPem(verifier), sig: twice(signature) }],
      },
      hash: hexHash(goEnvelope(envelope)),
      payloadHash: hexHash(payload),
    },
  }),
  'hashedrekord/0.0.2': ({ bytes, signature, hash }, verifier) => ({
    hashedRekordV002: {
      data: { algorithm: protobufHash(hash), digest: digest(hash, bytes).toString('base64') },
      signature: { content: signature.toString('base64'), verifier: inDer(verifier) },
    },
  }),
  'dsse/0.0.2': ({ payload, signature }, verifier) => ({
    dsseV002: {
      payloadHash: { algorithm: 'SHA2_256', digest: digest('sha256', payload).toString('base64') },
      signatures: [{ content: signature.toString('base64'), verifier: inDer(verifier) }],
    },
  }),
};

/** SHA-2 by the name of protobuf-specs. */
export function protobufHash(hash: Signed['hash']): string {
  return `SHA2_${hash.slice(3)}`;
}

function inPem({ label, der }: Verifier): string {
  return Buffer.from(pem(label, der)).toString('base64');
}

function inDer({ label, der }: Verifier): unknown {
  const rawBytes = der.toString('base64');
  return label === 'CERTIFICATE'
    ? { keyDetails: 'PKIX_ECDSA_P256_SHA_256', x509Certificate: { rawBytes } }
    : { keyDetails: 'PKIX_ECDSA_P256_SHA_256', publicKey: { rawBytes } };
}

/** As Go writes the structure: its members in this order. */
function goEnvelope(envelope: Signed['envelope']): Buffer {
  const { payloadType, payload } = envelope;
  const signatures = envelope.signatures.map(({ keyid, sig }) => ({ keyid, sig }));
  return Buffer.from(JSON.stringify({ payloadType, payload, signatures }));
}

function twice(bytes: Buffer): string {
  return Buffer.from(bytes.toString('base64')).toString('base64');
}

function hexHash(bytes: Uint8Array): { algorithm: 'sha256'; value: string } {
  return { algorithm: 'sha256', value: digest('sha256', bytes).toString('hex') };
}

function digest(hash: Signed['hash'], bytes: Uint8Array): Buffer {
  return createHash(hash).update(bytes).digest();
}
