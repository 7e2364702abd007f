import type { SerializedEntry } from './transparency-log.ts';

/** A bundle as JSON, every part open to be spoiled. */
export interface TestBundle {
  mediaType: string;
  verificationMaterial: {
    certificate?: { rawBytes: string };
    x509CertificateChain?: { certificates: { rawBytes: string }[] };
    publicKey?: { hint: string };
    tlogEntries: Partial<Mutable<SerializedEntry>>[];
    timestampVerificationData?: { rfc3161Timestamps: { signedTimestamp: string }[] };
  };
  dsseEnvelope?: {
    payload: string;
    payloadType: string;
    signatures: { sig: string; keyid: string }[];
  };
  messageSignature?: {
    messageDigest: { algorithm: string; digest: string };
    signature: string;
  };
}

type Mutable<T> = { -readonly [key in keyof T]: T[key] };
