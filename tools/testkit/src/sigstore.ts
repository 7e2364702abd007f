import { createHash } from 'node:crypto';
import { dsse } from '@sigstore/core';
import { extensions } from './certificate.ts';
import { type CertificateAuthority, createCertificateAuthority } from './certificate-authority.ts';
import { type CtLog, createCtLog, sctExtension } from './ct-log.ts';
import * as der from './der.ts';
import {
  DEFAULT_CLAIMS,
  type ExtensionValues,
  extensionValues,
  fulcioExtensions,
  GITHUB_ISSUER,
  type GithubClaims,
} from './github-claims.ts';
import { generateKeyPair, type KeyPair, sha256, signSha256 } from './keys.ts';
import { pem } from './pem.ts';
import { statementFor, type TestStatement } from './statement-for.ts';
import type { TestBundle } from './test-bundle.ts';
import { createTimestampAuthority, type TimestampAuthority } from './timestamp-authority.ts';
import { createTransparencyLog, type EntryBody, type TransparencyLog } from './transparency-log.ts';
import { type Authorities, trustedRootOf } from './trusted-root.ts';

/** Media types by bundle version. */
const MEDIA_TYPES = {
  'v0.1': 'application/vnd.dev.sigstore.bundle+json;version=0.1',
  'v0.2': 'application/vnd.dev.sigstore.bundle+json;version=0.2',
  'v0.3-legacy': 'application/vnd.dev.sigstore.bundle+json;version=0.3',
  'v0.3': 'application/vnd.dev.sigstore.bundle.v0.3+json',
} as const;

const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';
const MINUTE_MS = 60_000;

/** What to sign, and each way in which it may go wrong. Without options: a release that verifies. */
export interface SignOptions {
  /** The statement; `statementFor()` unless stated. */
  readonly statement?: TestStatement;
  /** Raw payload instead of a statement. */
  readonly payload?: string;
  readonly payloadType?: string;
  /** A message signature over these bytes instead of an envelope. */
  readonly message?: Uint8Array;
  /** Sign with this key, and put no certificate into the bundle. */
  readonly key?: KeyPair;
  readonly claims?: GithubClaims;
  readonly issuer?: string;
  /** The subject alternative name; the build signer URI (.9) unless stated. */
  readonly san?: string;
  /** Replaces or, with `undefined`, leaves out Fulcio's extensions by number. */
  readonly extensions?: ExtensionValues;
  readonly version?: keyof typeof MEDIA_TYPES;
  /** The log entry: both promise and proof unless stated. */
  readonly log?: 'both' | 'promise' | 'proof' | 'none';
  /** When the log took the entry, in ms after the certificate began; one minute unless stated. */
  readonly loggedAfterMs?: number;
  /** Whether a timestamp authority witnesses the signature too. */
  readonly timestamp?: boolean;
  /** SCTs in the certificate: one valid one unless stated. */
  readonly scts?: 'one' | 'none' | 'unknown-log' | 'unknown-and-valid';
  /** The leaf may issue certificates itself. */
  readonly isLeafCa?: boolean;
  /** OID of the leaf's extended key usage, or none. */
  readonly usage?: string | undefined;
}

/** An instance of Sigstore in this process: real keys, certificates, logs and timestamps, no sockets. */
export interface Sigstore extends Authorities {
  /** `trusted_root.json`. */
  readonly trustedRoot: string;
  /** Signs, and returns the bundle as plain JSON. */
  sign(options?: SignOptions): TestBundle;
  /** Issues a leaf for a key. */
  certify(spki: Buffer, options?: SignOptions): Buffer;
}

/**
 * Makes an instance.
 * @param options `now` returns ms since 1970, UTC; `name` is the host name of its log and the organization of its
 *   authorities.
 */
export function createSigstore({
  now,
  name = 'sigstore.example',
}: {
  readonly now: () => number;
  readonly name?: string;
}): Sigstore {
  const start = new Date(now());
  const ca = createCertificateAuthority(name, start);
  const ctLog = createCtLog();
  const log = createTransparencyLog(`rekor.${name}`);
  const tsa = createTimestampAuthority(name, start);
  const certify = (spki: Buffer, options: SignOptions = {}) =>
    issueLeaf(spki, ca, ctLog, new Date(now()), options);
  return {
    trustedRoot: trustedRootOf({ ca, ctLog, log, tsa, start }),
    ca,
    ctLog,
    log,
    tsa,
    certify,
    sign: (options = {}) => {
      const keys = options.key ?? generateKeyPair();
      const certificate = options.key ? undefined : certify(keys.spki, options);
      const loggedAt = new Date(now() + (options.loggedAfterMs ?? MINUTE_MS));
      return sign(options, keys, certificate, { log, tsa, loggedAt });
    },
  };
}

function issueLeaf(
  spki: Buffer,
  ca: CertificateAuthority,
  ctLog: CtLog,
  notBefore: Date,
  options: SignOptions,
): Buffer {
  const { claims = DEFAULT_CLAIMS, issuer = GITHUB_ISSUER, scts = 'one' } = options;
  const usage = 'usage' in options ? options.usage : CODE_SIGNING;
  const values = { ...extensionValues(claims, issuer), ...options.extensions };
  const san = options.san ?? values[9] ?? '';
  const kind = san.includes('://') ? 6 : 1; // uniformResourceIdentifier or rfc822Name
  return ca.issue(
    {
      notBefore,
      notAfter: new Date(notBefore.getTime() + 10 * MINUTE_MS),
      spki,
      extensions: [
        extensions.keyUsage(options.isLeafCa ?? false),
        ...(options.isLeafCa ? [extensions.basicConstraints(true)] : []),
        ...(usage === undefined ? [] : [extensions.extendedKeyUsage(usage)]),
        extensions.subjectKeyId(spki),
        extensions.authorityKeyId(ca.keys.spki),
        {
          oid: '2.5.29.17',
          isCritical: true,
          value: der.sequence(der.taggedPrimitive(kind, Buffer.from(san))),
        },
        ...fulcioExtensions(values),
      ],
    },
    (tbs) => {
      const logs = {
        one: [ctLog],
        none: [],
        'unknown-log': [createCtLog()],
        'unknown-and-valid': [createCtLog(), ctLog],
      }[scts];
      const promises = logs.map((ct) => ct.promise(tbs, ca.keys, notBefore));
      return promises.length === 0 ? [] : [sctExtension(promises)];
    },
  );
}

function sign(
  options: SignOptions,
  keys: KeyPair,
  certificate: Buffer | undefined,
  { log, tsa, loggedAt }: { log: TransparencyLog; tsa: TimestampAuthority; loggedAt: Date },
): TestBundle {
  const { version = 'v0.3', message } = options;
  const verifier = certificate ? pem('CERTIFICATE', certificate) : pem('PUBLIC KEY', keys.spki);
  const { content, body, signature } = message
    ? signMessage(message, keys, verifier)
    : signEnvelope(options, keys, verifier);
  const entry = options.log === 'none' ? undefined : log.add(body, loggedAt);
  const { inclusionPromise: _promise, ...withoutPromise } = entry ?? {};
  const { inclusionProof: _proof, ...withoutProof } = entry ?? {};
  const entries = {
    both: entry,
    promise: withoutProof,
    proof: { ...withoutPromise, integratedTime: '0' },
    none: undefined,
  };
  const chosen = entries[options.log ?? 'both'];
  const rawBytes = certificate?.toString('base64');
  return {
    mediaType: MEDIA_TYPES[version],
    verificationMaterial: {
      ...(rawBytes === undefined
        ? { publicKey: { hint: keys.keyId.toString('base64') } }
        : version.startsWith('v0.3')
          ? { certificate: { rawBytes } }
          : { x509CertificateChain: { certificates: [{ rawBytes }] } }),
      tlogEntries: chosen ? [chosen] : [],
      ...(options.timestamp && {
        timestampVerificationData: {
          rfc3161Timestamps: [
            { signedTimestamp: tsa.timestamp(signature, loggedAt).toString('base64') },
          ],
        },
      }),
    },
    ...content,
  };
}

interface Signed {
  readonly content: Pick<TestBundle, 'dsseEnvelope' | 'messageSignature'>;
  readonly body: EntryBody;
  readonly signature: Buffer;
}

function signEnvelope(options: SignOptions, keys: KeyPair, verifier: string): Signed {
  const { payloadType = 'application/vnd.in-toto+json' } = options;
  const payload = Buffer.from(
    options.payload ?? JSON.stringify(options.statement ?? statementFor()),
  );
  const signature = signSha256(dsse.preAuthEncoding(payloadType, payload), keys);
  const envelope = {
    payload: payload.toString('base64'),
    payloadType,
    signatures: [{ sig: signature.toString('base64'), keyid: '' }],
  };
  const body = {
    kind: 'dsse',
    apiVersion: '0.0.1',
    spec: {
      envelopeHash: hashOf(Buffer.from(JSON.stringify(envelope))),
      payloadHash: hashOf(payload),
      signatures: [{ signature: signature.toString('base64'), verifier: base64(verifier) }],
    },
  };
  return { content: { dsseEnvelope: envelope }, body, signature };
}

function signMessage(message: Uint8Array, keys: KeyPair, verifier: string): Signed {
  const signature = signSha256(message, keys);
  const digest = sha256(message);
  const messageSignature = {
    messageDigest: { algorithm: 'SHA2_256', digest: digest.toString('base64') },
    signature: signature.toString('base64'),
  };
  const body = {
    kind: 'hashedrekord',
    apiVersion: '0.0.1',
    spec: {
      data: { hash: { algorithm: 'sha256', value: digest.toString('hex') } },
      signature: {
        content: signature.toString('base64'),
        publicKey: { content: base64(verifier) },
      },
    },
  };
  return { content: { messageSignature }, body, signature };
}

function hashOf(bytes: Uint8Array): { algorithm: 'sha256'; value: string } {
  return { algorithm: 'sha256', value: createHash('sha256').update(bytes).digest('hex') };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
