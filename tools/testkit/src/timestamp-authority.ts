import { encodeName, encodeTbs, extensions, randomSerial, signTbs } from './certificate.ts';
import * as der from './der.ts';
import { generateKeyPair, sha256, signSha256 } from './keys.ts';

/** A timestamp authority (RFC 3161). */
export interface TimestampAuthority {
  /** DER: the signing certificate, then the root. */
  readonly chain: readonly [Buffer, Buffer];
  /** A response over the SHA-256 of `data`. */
  timestamp(data: Uint8Array, time: Date, options?: TimestampOptions): Buffer;
  /** A response over a given SHA-256 digest. */
  timestampDigest(digest: Buffer, time: Date, options?: TimestampOptions): Buffer;
}

/** What a response may say that it should not. */
export interface TimestampOptions {
  /** 0 granted, 2 rejection (RFC 3161 section 2.4.2). */
  readonly status?: number;
}

const OIDS = {
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  sha256: '2.16.840.1.101.3.4.2.1',
  ecdsaSha256: '1.2.840.10045.4.3.2',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  policy: '1.3.6.1.4.1.57264.2',
} as const;

const YEAR_MS = 365 * 86_400_000;

/** @param usage OID of the signing certificate's extended key usage; time stamping unless stated. */
export function createTimestampAuthority(
  organization: string,
  now: Date,
  usage: string = OIDS.timeStamping,
): TimestampAuthority {
  const rootKeys = generateKeyPair('P-384');
  const keys = generateKeyPair();
  const serial = randomSerial();
  const issuer = { organization, commonName: `${organization} timestamp root` };
  const certificate = (isCa: boolean, spki: Buffer, number: Buffer): Buffer => {
    const options = {
      issuer,
      subject: isCa ? issuer : { organization, commonName: `${organization} timestamping` },
      notBefore: new Date(now.getTime() - YEAR_MS),
      notAfter: new Date(now.getTime() + 9 * YEAR_MS),
      spki,
      extensions: [
        ...(isCa ? [extensions.basicConstraints(true)] : [extensions.extendedKeyUsage(usage)]),
        extensions.keyUsage(isCa),
        extensions.subjectKeyId(spki),
        extensions.authorityKeyId(rootKeys.spki),
      ],
    };
    return signTbs(encodeTbs(options, number), rootKeys);
  };
  const signer = der.sequence(
    encodeName(issuer),
    der.integer(BigInt(`0x${serial.toString('hex')}`)),
  );
  const timestampDigest = (
    digest: Buffer,
    time: Date,
    { status = 0 }: TimestampOptions = {},
  ): Buffer =>
    der.sequence(
      der.sequence(der.integer(status)),
      der.sequence(
        der.oid(OIDS.signedData),
        der.tagged(0, signedData(tstInfo(digest, time), signer, keys)),
      ),
    );
  return {
    chain: [
      certificate(false, keys.spki, serial),
      certificate(true, rootKeys.spki, randomSerial()),
    ],
    timestampDigest,
    timestamp: (data, time, options) => timestampDigest(sha256(data), time, options),
  };
}

function tstInfo(digest: Buffer, time: Date): Buffer {
  return der.sequence(
    der.integer(1),
    der.oid(OIDS.policy),
    der.sequence(algorithm(OIDS.sha256), der.octets(digest)),
    der.integer(BigInt(`0x${randomSerial().toString('hex')}`)),
    der.generalizedTime(time),
  );
}

/** CMS SignedData with one signer and no certificates (RFC 5652 section 5). */
function signedData(
  content: Buffer,
  signer: Buffer,
  keys: Parameters<typeof signSha256>[1],
): Buffer {
  const attributes = [
    der.sequence(der.oid(OIDS.contentType), der.set(der.oid(OIDS.tstInfo))),
    der.sequence(der.oid(OIDS.messageDigest), der.set(der.octets(sha256(content)))),
  ];
  // signed as a SET, sent with an implicit tag (section 5.4)
  const signature = signSha256(der.set(...attributes), keys);
  const signerInfo = der.sequence(
    der.integer(1),
    signer,
    algorithm(OIDS.sha256),
    der.tagged(0, ...attributes),
    der.sequence(der.oid(OIDS.ecdsaSha256)),
    der.octets(signature),
  );
  return der.sequence(
    der.integer(3),
    der.set(algorithm(OIDS.sha256)),
    der.sequence(der.oid(OIDS.tstInfo), der.tagged(0, der.octets(content))),
    der.set(signerInfo),
  );
}

function algorithm(dotted: string): Buffer {
  return der.sequence(der.oid(dotted), der.nothing());
}
