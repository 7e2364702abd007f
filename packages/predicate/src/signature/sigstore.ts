import { createSecretKey, type KeyObject } from 'node:crypto';
import type { RFC3161Timestamp, X509Certificate } from '@sigstore/core';
import { type SignedEntity, type TrustMaterial, Verifier } from '@sigstore/verify';

/** What sigstore-js said of one piece of evidence. */
export type Outcome = { readonly ok: true } | Refused;

/** What it said of a certificate, with the key that it read in it. */
export type ChainOutcome = { readonly ok: true; readonly key: KeyObject } | Refused;

interface Refused {
  readonly ok: false;
  readonly problem: string;
}

// sigstore-js verifies an entity in one call that stops at the first problem. We must say which rule failed, and count
// only the evidence that holds (one unknown timestamp authority does not spoil a good one), so each piece is put to it
// alone, in an entity whose other pieces always hold. The cryptography stays sigstore-js's own.

/** Never used to verify anything: `ACCEPTING` says yes before it is looked at. */
const UNUSED_KEY = createSecretKey(Buffer.alloc(32));
const ACCEPTING: SignedEntity['signature'] = {
  signature: Buffer.alloc(0),
  compareSignature: () => true,
  compareDigest: () => true,
  compareSignedDigest: () => true,
  verifySignature: () => true,
};
const NOTHING_TRUSTED: TrustMaterial = {
  certificateAuthorities: [],
  timestampAuthorities: [],
  tlogs: [],
  ctlogs: [],
  publicKey: () => ({ publicKey: UNUSED_KEY, validFor: () => true }),
};
const ANY_KEY = { $case: 'public-key', hint: '' } as const;

/** Whether a timestamp over `signature` was signed by this authority of the root, while it was valid (RFC 3161). */
export function verifyTimestamp(
  timestamp: RFC3161Timestamp,
  signature: Buffer,
  authority: TrustMaterial['timestampAuthorities'][number],
): Outcome {
  const outcome = run(
    { ...NOTHING_TRUSTED, timestampAuthorities: [authority] },
    {
      signature: { ...ACCEPTING, signature },
      key: ANY_KEY,
      tlogEntries: [],
      timestamps: [{ $case: 'timestamp-authority', timestamp }],
    },
  );
  return outcome.ok ? { ok: true } : outcome; // the key is the unused one
}

/** Whether a certificate chains to an authority of the root, every certificate of the path valid at each time. */
export function verifyChain(
  leaf: X509Certificate,
  times: readonly [Date, ...Date[]],
  { certificateAuthorities }: TrustMaterial,
): ChainOutcome {
  return run(
    { ...NOTHING_TRUSTED, certificateAuthorities },
    {
      signature: ACCEPTING,
      key: { $case: 'certificate', certificate: withoutScts(leaf) },
      tlogEntries: [],
      timestamps: times.map(asVerifiedTime),
    },
  );
}

/**
 * Whether each authority of a root, each of its certificates and the leaf are valid at a time, as text. Of the time of a
 * signature sigstore-js asks nothing else, so that of two times with the same text `verifyChain` says the same.
 */
export function validityAt(
  leaf: X509Certificate,
  time: Date,
  { certificateAuthorities }: TrustMaterial,
): string {
  const at = wholeSecond(time);
  const validities = certificateAuthorities.flatMap(({ validFor: { start, end }, certChain }) => [
    start <= at && at <= end,
    ...certChain.map((certificate) => certificate.validForDate(at)),
  ]);
  return [leaf.validForDate(at), ...validities].map(Number).join('');
}

/** A log's times have seconds, and sigstore-js is given all times as a log's. */
function wholeSecond(time: Date): Date {
  return new Date(Math.floor(time.getTime() / 1000) * 1000);
}

/** A time that was verified already, in the shape in which sigstore-js takes times over. */
function asVerifiedTime(time: Date, index: number): SignedEntity['timestamps'][number] {
  const tlogEntry = {
    logId: { keyId: Buffer.of(index) }, // two equal times must not look like one time counted twice
    integratedTime: String(wholeSecond(time).getTime() / 1000),
    inclusionPromise: { signedEntryTimestamp: Buffer.alloc(0) },
  };
  // sigstore-js reads these three fields of an entry for its time, and nothing else
  return { $case: 'transparency-log', tlogEntry } as SignedEntity['timestamps'][number];
}

/**
 * The certificate, but with no SCT to be found when sigstore-js looks for them in a copy: it would refuse a certificate
 * for one SCT of an unknown log, whatever the others say. `countScts` counts them instead.
 */
function withoutScts(leaf: X509Certificate): X509Certificate {
  const copy = { value: () => ({ extensions: [] }) };
  return Object.create(leaf, { clone: copy }) as X509Certificate; // inherits everything else
}

function run(material: TrustMaterial, entity: SignedEntity): ChainOutcome {
  const timestampThreshold = entity.timestamps.length;
  try {
    const thresholds = { ctlogThreshold: 0, tlogThreshold: 0, timestampThreshold };
    const { key } = new Verifier(material, thresholds).verify(entity);
    return { ok: true, key };
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}

/** Hostile bytes make sigstore-js throw more than its own errors; whatever it throws, the evidence does not hold. */
function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return 'it cannot be read';
  const { message, cause } = error;
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
}
