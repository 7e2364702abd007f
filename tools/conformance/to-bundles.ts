import type { ThrowawayLog } from './throwaway-log.ts';

type JsonObject = Record<string, unknown>;

/** What the forms beside a bundle need. */
export interface ToBundlesInput {
  readonly log: ThrowawayLog;
  /** Content of another file of the same folder. */
  readonly sibling: (name: string) => Promise<string>;
}

const V01 = 'application/vnd.dev.sigstore.bundle+json;version=0.1';
const DSSE_LAYER = 'application/vnd.dsse.envelope.v1+json';

/**
 * The Sigstore bundles in a document, whatever its form: a bundle, npm's list of attestations, a DSSE envelope with the
 * certificate inside, an OCI manifest with cosign's annotations. None where it is none of these.
 */
export async function toBundles(
  document: JsonObject,
  { log, sibling }: ToBundlesInput,
): Promise<readonly unknown[]> {
  const { dsseEnvelope, attestations, payload, layers } = document;
  if (dsseEnvelope !== undefined) return [document];
  if (Array.isArray(attestations)) return attestations.filter(isRecord).map(({ bundle }) => bundle);
  if (typeof payload === 'string') return ofEnvelope(document, log);
  if (!Array.isArray(layers)) return [];
  const dsse = layers.filter(isRecord).filter(({ mediaType }) => mediaType === DSSE_LAYER);
  return Promise.all(
    dsse.map(async (layer) => {
      const envelope = await sibling(String(layer.digest).replace('sha256:', ''));
      return ofLayer(layer.annotations as Record<string, string>, envelope); // by the image specification
    }),
  );
}

/** slsa-github-generator's own form until v2.0.0: `cert` beside `sig`. */
function ofEnvelope(envelope: JsonObject, log: ThrowawayLog): readonly unknown[] {
  const [{ sig, cert }] = envelope.signatures as [{ sig: string; cert?: string }];
  if (cert === undefined) return [];
  const entry = log.entry({ payload: String(envelope.payload), signature: sig, certificate: cert });
  return [bundleOf({ ...envelope, signatures: [{ sig, keyid: '' }] }, cert, entry)];
}

/** @see sigstore/cosign specs/SIGNATURE_SPEC.md */
function ofLayer(annotations: Record<string, string>, envelope: string): unknown {
  const { SignedEntryTimestamp: signedEntryTimestamp, Payload: logged } = JSON.parse(
    annotations['dev.sigstore.cosign/bundle'] ?? '',
  ) as { SignedEntryTimestamp: string; Payload: RekorPayload };
  const { kind, apiVersion } = JSON.parse(Buffer.from(logged.body, 'base64').toString()) as {
    kind: string;
    apiVersion: string;
  };
  return bundleOf(JSON.parse(envelope), annotations['dev.sigstore.cosign/certificate'] ?? '', {
    logIndex: String(logged.logIndex),
    logId: { keyId: Buffer.from(logged.logID, 'hex').toString('base64') },
    kindVersion: { kind, version: apiVersion },
    integratedTime: String(logged.integratedTime),
    inclusionPromise: { signedEntryTimestamp },
    canonicalizedBody: logged.body,
  });
}

interface RekorPayload {
  readonly body: string;
  readonly integratedTime: number;
  readonly logIndex: number;
  readonly logID: string;
}

/** @param certificate in PEM. */
function bundleOf(dsseEnvelope: unknown, certificate: string, entry: unknown): unknown {
  const rawBytes = certificate.replace(/-----[A-Z ]+-----|\s/g, '');
  return {
    mediaType: V01,
    verificationMaterial: {
      x509CertificateChain: { certificates: [{ rawBytes }] },
      tlogEntries: [entry],
    },
    dsseEnvelope,
  };
}

/** A JSON object, or `undefined` where the text is none. */
export function parseRecord(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined; // an artifact, or a digest
  }
}

export function isRecord(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
