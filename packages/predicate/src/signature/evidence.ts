import { createHash, type KeyObject } from 'node:crypto';
import type { Bundle } from '@sigstore/bundle';
import { ASN1Obj, dsse, RFC3161Timestamp, type X509Certificate } from '@sigstore/core';
import { HashAlgorithm } from '@sigstore/protobuf-specs';
import { assertReadableCertificate, assertReadableTimestamp } from './readable.ts';
import { RememberingCertificate } from './remembering-certificate.ts';
import type { HashName } from './verify-with-key.ts';
import { withoutStackTraces } from './without-stack-traces.ts';

/** One transparency log entry of a bundle, as @sigstore/bundle types it. */
export type LogEntry = Bundle['verificationMaterial']['tlogEntries'][number];

/** What was signed, with the signature. */
export type Content =
  | {
      readonly kind: 'envelope';
      readonly signature: Buffer;
      readonly payloadType: string;
      readonly payload: Buffer;
      /** The bytes under the signature: DSSE's pre-authentication encoding. */
      readonly signed: Buffer;
      /** The envelope as go-securesystemslib writes it, which is what Rekor's oldest kind of entry has a hash of. */
      readonly json: () => string;
    }
  | {
      readonly kind: 'message';
      readonly signature: Buffer;
      readonly algorithm: HashName;
      readonly digest: Buffer;
    };

/** The parts of a bundle that are verified one by one. */
export interface Evidence {
  readonly content: Content;
  /** The leaf; absent when the bundle names a public key instead. */
  readonly leaf?: X509Certificate;
  /** DER of the leaf, or of the given key (SPKI): whom log entries must name. */
  readonly verifier: Buffer;
  readonly logEntries: readonly LogEntry[];
  readonly timestamps: readonly RFC3161Timestamp[];
}

/** Evidence, or why a part of the bundle cannot be read, and where (JSON pointer into the bundle). */
export type EvidenceOutcome =
  | { readonly evidence: Evidence }
  | { readonly problem: string; readonly pointer: string };

/**
 * Takes a bundle apart.
 * @param key the key that is expected to have signed, if one is.
 */
export function toEvidence(bundle: Bundle, key?: KeyObject): EvidenceOutcome {
  const { tlogEntries, timestampVerificationData } = bundle.verificationMaterial;
  const content = toContent(bundle);
  if (!content) {
    const pointer = '/messageSignature/messageDigest/algorithm';
    return { problem: 'the digest is not of SHA-256, SHA-384 or SHA-512', pointer };
  }
  const der = leafOf(bundle);
  const leaf = der && attempt(() => readCertificate(der));
  if (der && !leaf) {
    return { problem: 'the certificate is not X.509 in DER', pointer: '/verificationMaterial' };
  }
  const timestamps: RFC3161Timestamp[] = [];
  for (const [index, { signedTimestamp }] of (
    timestampVerificationData?.rfc3161Timestamps ?? []
  ).entries()) {
    const timestamp = attempt(() => readTimestamp(signedTimestamp));
    if (!timestamp) {
      const pointer = `/verificationMaterial/timestampVerificationData/rfc3161Timestamps/${index}`;
      return { problem: 'not an RFC 3161 timestamp in DER', pointer };
    }
    timestamps.push(timestamp);
  }
  const verifier = der ?? key?.export({ format: 'der', type: 'spki' }) ?? Buffer.alloc(0);
  const parts = { content, verifier, logEntries: tlogEntries, timestamps };
  return { evidence: leaf ? { ...parts, leaf } : parts };
}

function toContent({ content }: Bundle): Content | undefined {
  if (content.$case === 'messageSignature') {
    const { messageDigest, signature } = content.messageSignature;
    const algorithm = ALGORITHMS.get(messageDigest.algorithm);
    const digest = Buffer.from(messageDigest.digest);
    const isWhole = algorithm && digest.length === createHash(algorithm).digest().length;
    return isWhole
      ? { kind: 'message', signature: Buffer.from(signature), algorithm, digest }
      : undefined;
  }
  const { payloadType, signatures } = content.dsseEnvelope;
  const payload = Buffer.from(content.dsseEnvelope.payload);
  const [{ sig, keyid } = { sig: Buffer.alloc(0), keyid: '' }] = signatures;
  const signature = Buffer.from(sig);
  return {
    kind: 'envelope',
    signature,
    payloadType,
    payload,
    signed: dsse.preAuthEncoding(payloadType, payload),
    json: () =>
      JSON.stringify({
        payloadType,
        payload: payload.toString('base64'),
        signatures: [{ keyid, sig: signature.toString('base64') }],
      }),
  };
}

const ALGORITHMS: ReadonlyMap<HashAlgorithm, HashName> = new Map([
  [HashAlgorithm.SHA2_256, 'sha256'],
  [HashAlgorithm.SHA2_384, 'sha384'],
  [HashAlgorithm.SHA2_512, 'sha512'],
]);

/** `undefined` for a bundle that names a public key. What follows the leaf in a chain is not needed: trust has it. */
function leafOf({ verificationMaterial: { content } }: Bundle): Buffer | undefined {
  switch (content.$case) {
    case 'publicKey':
      return undefined;
    case 'certificate':
      return Buffer.from(content.certificate.rawBytes);
    case 'x509CertificateChain':
      return Buffer.from(content.x509CertificateChain.certificates[0]?.rawBytes ?? []);
  }
}

function readCertificate(der: Buffer): X509Certificate {
  const certificate = new RememberingCertificate(
    withoutStackTraces(() => ASN1Obj.parseBuffer(Buffer.from(der))),
  );
  assertReadableCertificate(certificate);
  return certificate;
}

function readTimestamp(der: Uint8Array): RFC3161Timestamp {
  const timestamp = withoutStackTraces(() => RFC3161Timestamp.parse(Buffer.from(der)));
  assertReadableTimestamp(timestamp);
  return timestamp;
}

/** What a parser of hostile bytes returns, or `undefined` where it throws whatever it throws. */
function attempt<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
