import { pem } from './pem.ts';
import { rekorAnswerOf } from './rekor-answer.ts';
import type { TestBundle } from './test-bundle.ts';
import type { SerializedEntry } from './transparency-log.ts';

/** A bundle as cosign keeps it: the layer of an attestation image and its annotations. */
export interface CosignForm {
  readonly content: Buffer;
  readonly annotations: Record<string, string>;
}

/** The same evidence as cosign up to version 2 stores it in a registry. */
export function asCosign(bundle: TestBundle): CosignForm {
  const [entry] = entriesOf(bundle);
  const timestamp =
    bundle.verificationMaterial.timestampVerificationData?.rfc3161Timestamps[0]?.signedTimestamp;
  return {
    content: Buffer.from(JSON.stringify(bundle.dsseEnvelope)),
    annotations: {
      'dev.cosignproject.cosign/signature': '',
      'dev.sigstore.cosign/certificate': certificateOf(bundle),
      ...(entry && {
        'dev.sigstore.cosign/bundle': JSON.stringify({
          SignedEntryTimestamp: entry.inclusionPromise.signedEntryTimestamp,
          Payload: {
            body: entry.canonicalizedBody,
            integratedTime: Number(entry.integratedTime),
            logIndex: Number(entry.logIndex),
            logID: Buffer.from(entry.logId.keyId, 'base64').toString('hex'),
          },
        }),
      }),
      ...(timestamp !== undefined && {
        'dev.sigstore.cosign/rfc3161timestamp': JSON.stringify({
          SignedRFC3161Timestamp: timestamp,
        }),
      }),
    },
  };
}

/** An envelope without its log entry, and what the log answers when it is asked for it. */
export interface BareForm {
  /** The document: an envelope with the certificate in its signature. */
  readonly text: string;
  /** The answer of `POST /api/v1/log/entries/retrieve`. */
  readonly answer: readonly Record<string, unknown>[];
}

/** The same evidence as slsa-github-generator up to v2.0.0 writes it. */
export function asBareEnvelope(bundle: TestBundle): BareForm {
  const { payload, payloadType, signatures = [] } = bundle.dsseEnvelope ?? {};
  const cert = certificateOf(bundle);
  return {
    text: JSON.stringify({
      payloadType,
      payload,
      signatures: signatures.map(({ sig }) => ({ keyid: '', sig, cert })),
    }),
    answer: entriesOf(bundle).map(rekorAnswerOf),
  };
}

function certificateOf({ verificationMaterial: material }: TestBundle): string {
  const { certificate, x509CertificateChain } = material;
  const { rawBytes = '' } = certificate ?? x509CertificateChain?.certificates[0] ?? {};
  return pem('CERTIFICATE', Buffer.from(rawBytes, 'base64'));
}

function entriesOf(bundle: TestBundle): readonly SerializedEntry[] {
  return bundle.verificationMaterial.tlogEntries as SerializedEntry[]; // whole, unless a test has spoiled it
}
