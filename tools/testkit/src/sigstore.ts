import { createCertificateAuthority } from './certificate-authority.ts';
import { createCtLog } from './ct-log.ts';
import { type EntryKind, entryBody, type Verifier } from './entry-body.ts';
import { type CertifyOptions, issueLeaf } from './issue-leaf.ts';
import { generateKeyPair, type KeyPair } from './keys.ts';
import { type Signed, signFile, signPayload } from './sign-content.ts';
import { statementFor, type TestStatement } from './statement-for.ts';
import type { TestBundle } from './test-bundle.ts';
import { createTimestampAuthority } from './timestamp-authority.ts';
import { createTransparencyLog } from './transparency-log.ts';
import { createTransparencyLogV2 } from './transparency-log-v2.ts';
import { type Authorities, trustedRootOf } from './trusted-root.ts';

/** Media types by bundle version. */
const MEDIA_TYPES = {
  'v0.1': 'application/vnd.dev.sigstore.bundle+json;version=0.1',
  'v0.2': 'application/vnd.dev.sigstore.bundle+json;version=0.2',
  'v0.3-legacy': 'application/vnd.dev.sigstore.bundle+json;version=0.3',
  'v0.3': 'application/vnd.dev.sigstore.bundle.v0.3+json',
} as const;

const MINUTE_MS = 60_000;

/** What to sign, and each way in which it may go wrong. Without options: a release that verifies. */
export interface SignOptions extends CertifyOptions {
  /** The statement; `statementFor()` unless stated. */
  readonly statement?: TestStatement;
  /** Raw payload instead of a statement. */
  readonly payload?: string;
  readonly payloadType?: string;
  /** The envelope's name for the key; none unless stated. */
  readonly keyid?: string;
  /** A message signature over these bytes instead of an envelope. */
  readonly message?: Uint8Array;
  /** Sign with this key, and put no certificate into the bundle. */
  readonly key?: KeyPair;
  /** The pair that the certificate is for; a new one unless stated. */
  readonly certifiedKey?: KeyPair;
  readonly version?: keyof typeof MEDIA_TYPES;
  /** The log entry: both promise and proof unless stated. A log of version 2 promises nothing. */
  readonly log?: 'both' | 'promise' | 'proof' | 'none';
  /**
   * What the log keeps: `dsse/0.0.1`, of a message `hashedrekord/0.0.1`, unless stated. `hashedrekord/0.0.2` and
   * `dsse/0.0.2` go to the log of version 2.
   */
  readonly entry?: EntryKind;
  /** When the log took the entry, in ms after the certificate began; one minute unless stated. */
  readonly loggedAfterMs?: number;
  /** Whether a timestamp authority witnesses the signature too. */
  readonly timestamp?: boolean;
}

/** An instance of Sigstore in this process: real keys, certificates, logs and timestamps, no sockets. */
export interface Sigstore extends Authorities {
  /** `trusted_root.json`. */
  readonly trustedRoot: string;
  /** Signs, and returns the bundle as plain JSON. */
  sign(options?: SignOptions): TestBundle;
  /** Issues a leaf for a key. */
  certify(spki: Buffer, options?: CertifyOptions): Buffer;
}

/**
 * Makes an instance.
 * @param options `now` returns ms since 1970, UTC; `name` is the host name of its log and the organization of its
 *   authorities; `logV2Name` the host of its log of version 2, whose checkpoints begin with it.
 */
export function createSigstore({
  now,
  name = 'sigstore.example',
  logV2Name = `log2026-1.rekor.${name}`,
}: {
  readonly now: () => number;
  readonly name?: string;
  readonly logV2Name?: string;
}): Sigstore {
  const start = new Date(now());
  const authorities: Authorities = {
    ca: createCertificateAuthority(name, start),
    ctLog: createCtLog(),
    log: createTransparencyLog(`rekor.${name}`),
    logV2: createTransparencyLogV2(logV2Name),
    tsa: createTimestampAuthority(name, start),
  };
  const certify = (spki: Buffer, options: CertifyOptions = {}) =>
    issueLeaf(spki, authorities, new Date(now()), options);
  return {
    ...authorities,
    trustedRoot: trustedRootOf({ ...authorities, start }),
    certify,
    sign: (options = {}) => {
      const keys = options.key ?? options.certifiedKey ?? generateKeyPair();
      const certificate = options.key ? undefined : certify(keys.spki, options);
      const loggedAt = new Date(now() + (options.loggedAfterMs ?? MINUTE_MS));
      return bundleOf(options, keys, certificate, authorities, loggedAt);
    },
  };
}

function bundleOf(
  options: SignOptions,
  keys: KeyPair,
  certificate: Buffer | undefined,
  authorities: Authorities,
  loggedAt: Date,
): TestBundle {
  const { version = 'v0.3', message, statement = statementFor() } = options;
  const signed = message
    ? signFile(message, keys)
    : signPayload(Buffer.from(options.payload ?? JSON.stringify(statement)), keys, options);
  const verifier: Verifier = certificate
    ? { label: 'CERTIFICATE', der: certificate }
    : { label: 'PUBLIC KEY', der: keys.spki };
  const rawBytes = certificate?.toString('base64');
  const timestamp = () => authorities.tsa.timestamp(signed.signature, loggedAt).toString('base64');
  return {
    mediaType: MEDIA_TYPES[version],
    verificationMaterial: {
      ...(rawBytes === undefined
        ? { publicKey: { hint: keys.keyId.toString('base64') } }
        : version.startsWith('v0.3')
          ? { certificate: { rawBytes } }
          : { x509CertificateChain: { certificates: [{ rawBytes }] } }),
      tlogEntries: entriesOf(options, signed, verifier, authorities, loggedAt),
      ...(options.timestamp && {
        timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: timestamp() }] },
      }),
    },
    ...signed.content,
  };
}

function entriesOf(
  { log: evidence = 'both', entry: kind, message }: SignOptions,
  signed: Signed,
  verifier: Verifier,
  { log, logV2 }: Authorities,
  loggedAt: Date,
): TestBundle['verificationMaterial']['tlogEntries'] {
  if (evidence === 'none') return [];
  const body = entryBody(kind ?? (message ? 'hashedrekord/0.0.1' : 'dsse/0.0.1'), signed, verifier);
  if (kind === 'hashedrekord/0.0.2' || kind === 'dsse/0.0.2') return [logV2.add(body)];
  const entry = log.add(body, loggedAt);
  const { inclusionPromise: _promise, ...withoutPromise } = entry;
  const { inclusionProof: _proof, ...withoutProof } = entry;
  if (evidence === 'both') return [entry];
  return evidence === 'promise' ? [withoutProof] : [{ ...withoutPromise, integratedTime: '0' }];
}
