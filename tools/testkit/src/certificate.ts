import { randomBytes, sign } from 'node:crypto';
import * as der from './der.ts';
import { type KeyPair, sha256 } from './keys.ts';

/** One X.509 extension; `value` is the DER inside its OCTET STRING. */
export interface Extension {
  readonly oid: string;
  readonly isCritical?: boolean;
  readonly value: Uint8Array;
}

/** What a certificate is to say. */
export interface CertificateOptions {
  /** Empty for a leaf of Fulcio's. */
  readonly subject: Name;
  readonly issuer: Name;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly spki: Buffer;
  readonly extensions: readonly Extension[];
}

/** Organization and common name. */
export interface Name {
  readonly organization?: string;
  readonly commonName?: string;
}

const ECDSA_SHA384 = '1.2.840.10045.4.3.3';

/** The to-be-signed part: what SCTs cover and the issuer signs. */
export function encodeTbs(options: CertificateOptions, serial: Buffer): Buffer {
  const { subject, issuer, notBefore, notAfter, spki, extensions } = options;
  return der.sequence(
    der.tagged(0, der.integer(2)),
    der.integer(BigInt(`0x${serial.toString('hex')}`)),
    der.sequence(der.oid(ECDSA_SHA384)),
    encodeName(issuer),
    der.sequence(der.utcTime(notBefore), der.utcTime(notAfter)),
    encodeName(subject),
    spki,
    der.tagged(3, der.sequence(...extensions.map(encodeExtension))),
  );
}

/** Signs a to-be-signed part (ECDSA over SHA-384): the whole certificate in DER. */
export function signTbs(tbs: Buffer, { privateKey }: Pick<KeyPair, 'privateKey'>): Buffer {
  return der.sequence(
    tbs,
    der.sequence(der.oid(ECDSA_SHA384)),
    der.bits(sign('sha384', tbs, privateKey)),
  );
}

/** A serial number as authorities give it: random, positive. */
export function randomSerial(): Buffer {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x01;
  return serial;
}

export function encodeName({ organization, commonName }: Name): Buffer {
  const attribute = (type: string, value: string) =>
    der.set(der.sequence(der.oid(type), der.utf8(value)));
  return der.sequence(
    ...(organization === undefined ? [] : [attribute('2.5.4.10', organization)]),
    ...(commonName === undefined ? [] : [attribute('2.5.4.3', commonName)]),
  );
}

function encodeExtension({ oid, isCritical, value }: Extension): Buffer {
  return der.sequence(der.oid(oid), ...(isCritical ? [der.boolean(true)] : []), der.octets(value));
}

/** Extensions that are the same everywhere (RFC 5280 section 4.2.1). */
export const extensions = {
  subjectKeyId: (spki: Buffer): Extension => ({
    oid: '2.5.29.14',
    value: der.octets(sha256(spki).subarray(0, 20)),
  }),
  authorityKeyId: (spki: Buffer): Extension => ({
    oid: '2.5.29.35',
    value: der.sequence(der.taggedPrimitive(0, sha256(spki).subarray(0, 20))),
  }),
  basicConstraints: (isCa: boolean): Extension => ({
    oid: '2.5.29.19',
    isCritical: true,
    value: der.sequence(...(isCa ? [der.boolean(true)] : [])),
  }),
  /** digitalSignature for leaves; keyCertSign and cRLSign for authorities. */
  keyUsage: (isCa: boolean): Extension => ({
    oid: '2.5.29.15',
    isCritical: true,
    value: isCa ? der.bits(Buffer.of(0x06), 1) : der.bits(Buffer.of(0x80), 7),
  }),
  extendedKeyUsage: (usages: readonly string[], isCritical = false): Extension => ({
    oid: '2.5.29.37',
    isCritical,
    value: der.sequence(...usages.map(der.oid)),
  }),
  /** Names with their tags (section 4.2.1.6): 1 e-mail address, 6 URI. */
  subjectAltName: (...names: readonly (readonly [tag: number, name: string])[]): Extension => ({
    oid: '2.5.29.17',
    isCritical: true,
    value: der.sequence(...names.map(([tag, name]) => der.taggedPrimitive(tag, Buffer.from(name)))),
  }),
} as const;
