import { createHash, X509Certificate } from 'node:crypto';
import { createSigstore } from '@provkit/testkit';

/** A log that stands in for the entries which upstream's files lack. */
export interface ThrowawayLog {
  /** A trusted root that knows this log too. */
  addTo(trustedRoot: string): string;
  /** The entry of an envelope, as of five seconds after its certificate began. */
  entry(signed: Signed): unknown;
}

/** What a log entry is about; payload and signature in base64, the certificate in PEM. */
export interface Signed {
  readonly payload: string;
  readonly signature: string;
  readonly certificate: string;
}

const BEFORE_ALL = Date.parse('2022-01-31T00:00:00Z');
const DELAY_MS = 5_000;

/**
 * Makes one. slsa-verifier asks Rekor for the entry of an envelope, so that its files have none. Their certificates and
 * signatures are real; that and when they were logged is made up here, and proves nothing about the real log.
 */
export function createThrowawayLog(): ThrowawayLog {
  const { log, trustedRoot: own } = createSigstore({ now: () => BEFORE_ALL });
  return {
    addTo: (trustedRoot) => {
      const root = JSON.parse(trustedRoot) as { tlogs: unknown[] };
      const { tlogs } = JSON.parse(own) as { tlogs: unknown[] };
      return JSON.stringify({ ...root, tlogs: [...root.tlogs, ...tlogs] });
    },
    entry: (signed) => {
      const began = Date.parse(new X509Certificate(signed.certificate).validFrom);
      return log.add(bodyOf(signed), new Date(began + DELAY_MS));
    },
  };
}

/** @see sigstore/rekor pkg/types/dsse/v0.0.1 */
function bodyOf({ payload, signature, certificate }: Signed) {
  const hash = (bytes: Uint8Array) => ({
    algorithm: 'sha256',
    value: createHash('sha256').update(bytes).digest('hex'),
  });
  const verifier = Buffer.from(certificate).toString('base64');
  const spec = {
    envelopeHash: hash(Buffer.from(payload)), // nobody has the bytes that were logged; nothing compares it
    payloadHash: hash(Buffer.from(payload, 'base64')),
    signatures: [{ signature, verifier }],
  };
  return { kind: 'dsse', apiVersion: '0.0.1', spec };
}
