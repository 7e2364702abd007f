import type { Bundle } from '@sigstore/bundle';
import { RFC3161Timestamp, X509Certificate } from '@sigstore/core';
import { type SignedEntity, toSignedEntity } from '@sigstore/verify';

/** One transparency log entry of a bundle, as @sigstore/bundle types it. */
export type LogEntry = Bundle['verificationMaterial']['tlogEntries'][number];

/** The parts of a bundle that are put to the verifier one by one. */
export interface Evidence {
  /** What was signed and with which signature; compares itself with log entries. */
  readonly content: SignedEntity['signature'];
  /** The leaf; absent when the bundle names a public key instead. */
  readonly leaf?: X509Certificate;
  readonly logEntries: readonly LogEntry[];
  readonly timestamps: readonly RFC3161Timestamp[];
}

/** Evidence, or why a part of the bundle cannot be read, and where (JSON pointer into the bundle). */
export type EvidenceOutcome =
  | { readonly evidence: Evidence }
  | { readonly problem: string; readonly pointer: string };

/**
 * Takes a bundle apart.
 * @param artifact the signed bytes, needed for a message signature only.
 */
export function toEvidence(bundle: Bundle, artifact?: Buffer): EvidenceOutcome {
  const { tlogEntries, timestampVerificationData } = bundle.verificationMaterial;
  const leaf = attempt(() => leafOf(bundle));
  if (leaf === undefined) {
    return { problem: 'the certificate is not X.509 in DER', pointer: '/verificationMaterial' };
  }
  const timestamps: RFC3161Timestamp[] = [];
  for (const [index, { signedTimestamp }] of (
    timestampVerificationData?.rfc3161Timestamps ?? []
  ).entries()) {
    const timestamp = attempt(() => parseTimestamp(signedTimestamp));
    if (timestamp === undefined) {
      const pointer = `/verificationMaterial/timestampVerificationData/rfc3161Timestamps/${index}`;
      return { problem: 'not an RFC 3161 timestamp in DER', pointer };
    }
    timestamps.push(timestamp);
  }
  const content = contentOf(bundle, artifact);
  const parts = { content, logEntries: tlogEntries, timestamps };
  return { evidence: leaf === null ? parts : { ...parts, leaf } };
}

/** sigstore-js makes the content as part of an entity; the rest of that entity is not used here. */
function contentOf(bundle: Bundle, artifact: Buffer | undefined): SignedEntity['signature'] {
  const material = {
    ...bundle.verificationMaterial,
    content: { $case: 'publicKey', publicKey: { hint: '' } } as const,
    tlogEntries: [],
    timestampVerificationData: undefined,
  };
  return toSignedEntity({ ...bundle, verificationMaterial: material }, artifact).signature;
}

/** `null` for a bundle that names a public key. A chain's certificates after the first are not needed: trust has them. */
function leafOf({ verificationMaterial: { content } }: Bundle): X509Certificate | null {
  switch (content.$case) {
    case 'publicKey':
      return null;
    case 'certificate':
      return readCertificate(content.certificate.rawBytes);
    case 'x509CertificateChain':
      return readCertificate(content.x509CertificateChain.certificates[0]?.rawBytes);
  }
}

/** Reads every part that is used later, so that damage shows here and not as an exception amid a verification. */
function readCertificate(der: Uint8Array | undefined): X509Certificate {
  const certificate = X509Certificate.parse(Buffer.from(der ?? []));
  certificate.extensions.forEach((extension) =>
    certificate.extension(extension.subs[0]?.toOID() ?? ''),
  );
  void [certificate.notBefore, certificate.notAfter, certificate.isCA, certificate.publicKey];
  return certificate;
}

function parseTimestamp(der: Uint8Array): RFC3161Timestamp {
  const timestamp = RFC3161Timestamp.parse(Buffer.from(der));
  void [timestamp.signingTime, timestamp.signerIssuer, timestamp.signerSerialNumber];
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
