import { BUNDLE_V01_MEDIA_TYPE } from '@sigstore/bundle';
import type { Envelope } from './dsse-envelope.ts';
import type { LogEntryJson } from './rekor-entry.ts';

/** What stands beside an envelope that comes without a bundle. */
export interface EnvelopeMaterial {
  readonly envelope: Envelope;
  /** DER, the signer's own first. */
  readonly certificates: readonly Uint8Array[];
  readonly logEntries: readonly LogEntryJson[];
  /** RFC 3161 timestamps over the signature, base64. */
  readonly timestamps: readonly string[];
}

/**
 * A Sigstore bundle of envelope and material, as JSON. Of version 0.1, the only one whose log entries may have a promise
 * and no proof, which is all that cosign keeps. Nothing is verified.
 */
export function wrapEnvelope({
  envelope: { payloadType, payload, signature },
  certificates,
  logEntries,
  timestamps,
}: EnvelopeMaterial): string {
  return JSON.stringify({
    mediaType: BUNDLE_V01_MEDIA_TYPE,
    verificationMaterial: {
      x509CertificateChain: {
        certificates: certificates.map((der) => ({
          rawBytes: Buffer.from(der).toString('base64'),
        })),
      },
      tlogEntries: logEntries,
      timestampVerificationData: {
        rfc3161Timestamps: timestamps.map((signedTimestamp) => ({ signedTimestamp })),
      },
    },
    dsseEnvelope: {
      payloadType,
      payload,
      signatures: [{ sig: signature.sig, keyid: signature.keyid }],
    },
  });
}
