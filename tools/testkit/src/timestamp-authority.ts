import { createHash } from 'node:crypto';
import {
  type CertificateOptions,
  encodeName,
  encodeTbs,
  extensions,
  randomSerial,
  signTbs,
} from './certificate.ts';
import * as der from './der.ts';
import { generateKeyPair, type KeyPair, sha256, signSha256 } from './keys.ts';

/** A timestamp authority (RFC 3161). */
export interface TimestampAuthority {
  /** DER: the signing certificate, then the root. */
  readonly chain: readonly [Buffer, Buffer];
  readonly keys: KeyPair;
  readonly serial: Buffer;
  /** A response over the SHA-256 of `data`. */
  timestamp(data: Uint8Array, time: Date, options?: TimestampOptions): Buffer;
  /** A response over a given SHA-256 digest. */
  timestampDigest(digest: Buffer, time: Date, options?: TimestampOptions): Buffer;
}

/** What a response may say that it should not. */
export interface TimestampOptions {
  /** 0 granted, 2 rejection (RFC 3161 section 2.4.2). */
  readonly status?: number | bigint;
  /** The hash of `data`; SHA-256 unless stated. */
  readonly imprint?: 'sha1' | 'sha256' | 'sha512';
  /** OID of the signed content; a TSTInfo unless stated. */
  readonly contentType?: string;
  /** `false`: the content is signed without the attributes that name its digest (RFC 5652 section 5.4). */
  readonly hasAttributes?: boolean;
}

/** How an authority differs from a good one. */
export interface TimestampAuthorityOptions {
  readonly keys?: KeyPair;
  readonly serial?: Buffer;
  /** Changes the signing certificate before the root signs it. */
  readonly certificate?: (options: CertificateOptions) => CertificateOptions;
}

const OIDS = {
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha512: '2.16.840.1.101.3.4.2.3',
  ecdsaSha256: '1.2.840.10045.4.3.2',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  policy: '1.3.6.1.4.1.57264.2',
} as const;

const YEAR_MS = 365 * 86_400_000;

/** Makes an authority that began a year before `now` and lives for ten. */
export function createTimestampAuthority(
  organization: string,
  now: Date,
  options: TimestampAuthorityOptions = {},
): TimestampAuthority {
  const {
    keys = generateKeyPair(),
    serial = randomSerial(),
    certificate = (same) => same,
  } = options;
  const rootKeys = generateKeyPair('P-384');
  const issuer = { organization, commonName: `${organization} timestamp root` };
  const subject = { organization, commonName: `${organization} timestamping` };
  const validity = {
    notBefore: new Date(now.getTime() - YEAR_MS),
    notAfter: new Date(now.getTime() + 9 * YEAR_MS),
  };
  const certify = (what: CertificateOptions, number: Buffer) =>
    signTbs(encodeTbs(what, number), rootKeys);
  const keyIds = (spki: Buffer) => [
    extensions.subjectKeyId(spki),
    extensions.authorityKeyId(rootKeys.spki),
  ];
  const leaf = certificate({
    ...validity,
    issuer,
    subject,
    spki: keys.spki,
    extensions: [
      extensions.extendedKeyUsage([OIDS.timeStamping], true),
      extensions.keyUsage(false),
      ...keyIds(keys.spki),
    ],
  });
  const root = {
    ...validity,
    issuer,
    subject: issuer,
    spki: rootKeys.spki,
    extensions: [
      extensions.basicConstraints(true),
      extensions.keyUsage(true),
      ...keyIds(rootKeys.spki),
    ],
  };
  const signer = der.sequence(
    encodeName(issuer),
    der.integer(BigInt(`0x${serial.toString('hex')}`)),
  );
  const timestampDigest: TimestampAuthority['timestampDigest'] = (digest, time, what = {}) =>
    response(digest, time, what, signer, keys);
  return {
    chain: [certify(leaf, serial), certify(root, randomSerial())],
    keys,
    serial,
    timestampDigest,
    timestamp: (data, time, what = {}) => {
      const digest = createHash(what.imprint ?? 'sha256')
        .update(data)
        .digest();
      return timestampDigest(digest, time, what);
    },
  };
}

/** TimeStampResp (RFC 3161 section 2.4.2). */
function response(
  digest: Buffer,
  time: Date,
  {
    status = 0,
    imprint = 'sha256',
    contentType = OIDS.tstInfo,
    hasAttributes = true,
  }: TimestampOptions,
  signer: Buffer,
  keys: KeyPair,
): Buffer {
  const content = tstInfo(digest, OIDS[imprint], time);
  const attributes = [
    der.sequence(der.oid(OIDS.contentType), der.set(der.oid(contentType))),
    der.sequence(der.oid(OIDS.messageDigest), der.set(der.octets(sha256(content)))),
  ];
  // signed as a SET, sent with an implicit tag (RFC 5652 section 5.4)
  const signature = signSha256(hasAttributes ? der.set(...attributes) : content, keys);
  const signerInfo = der.sequence(
    der.integer(1),
    signer,
    algorithm(OIDS.sha256),
    ...(hasAttributes ? [der.tagged(0, ...attributes)] : []),
    der.sequence(der.oid(OIDS.ecdsaSha256)),
    der.octets(signature),
  );
  // CMS SignedData with one signer and no certificates (RFC 5652 section 5)
  const signedData = der.sequence(
    der.integer(3),
    der.set(algorithm(OIDS.sha256)),
    der.sequence(der.oid(contentType), der.tagged(0, der.octets(content))),
    der.set(signerInfo),
  );
  return der.sequence(
    der.sequence(der.integer(status)),
    der.sequence(der.oid(OIDS.signedData), der.tagged(0, signedData)),
  );
}

function tstInfo(digest: Buffer, imprint: string, time: Date): Buffer {
  return der.sequence(
    der.integer(1),
    der.oid(OIDS.policy),
    der.sequence(algorithm(imprint), der.octets(digest)),
    der.integer(BigInt(`0x${randomSerial().toString('hex')}`)),
    der.generalizedTime(time),
  );
}

function algorithm(dotted: string): Buffer {
  return der.sequence(der.oid(dotted), der.nothing());
}
