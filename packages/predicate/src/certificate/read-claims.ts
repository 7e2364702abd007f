import type { X509Certificate } from '@sigstore/core';
import { type ClaimName, type Claims, EXTENSIONS, FULCIO_ARC } from './claims.ts';
import { readName } from './read-name.ts';

/** The last extension number whose value is raw bytes; from 8 on it is a DER UTF8String. */
const LAST_RAW = 6;
/** X.690 tag of UTF8String. */
const UTF8_STRING = 0x0c;

/** Claims, or why the certificate's extensions cannot be read. */
export type ClaimsOutcome = { readonly claims: Claims } | { readonly problem: string };

/**
 * What a Fulcio certificate says of its signer. An extension that stands twice, or is not text of the form that Fulcio
 * writes, makes the whole certificate unreadable: two readers could find two identities in it.
 */
export function readClaims(certificate: X509Certificate): ClaimsOutcome {
  const oids = certificate.extensions.map((extension) => extension.subs[0]?.toOID());
  const repeated = oids.find((oid, index) => oids.indexOf(oid) !== index);
  if (repeated !== undefined) return { problem: `extension ${repeated} stands twice` };
  const name = readName(certificate);
  if ('problem' in name) return name;
  const claims: { [claim in ClaimName]?: string } = {};
  for (const [claim, number] of Object.entries(EXTENSIONS) as [ClaimName, number][]) {
    const extension = certificate.extension(`${FULCIO_ARC}.${number}`);
    if (!extension) continue;
    const text = number <= LAST_RAW ? utf8(extension.value) : utf8String(extension.value);
    if (text === undefined) return { problem: `extension ${FULCIO_ARC}.${number} is not text` };
    claims[claim] = text;
  }
  return { claims: { ...claims, ...name } };
}

/** The content of a DER UTF8String that fills the bytes exactly (X.690 section 8.1.3). */
function utf8String(der: Buffer): string | undefined {
  const [tag, length = 0] = der;
  if (tag !== UTF8_STRING) return undefined;
  const lengthBytes = length < 0x80 ? 0 : length & 0x7f;
  if (lengthBytes > 2 || der.length < 2 + lengthBytes) return undefined;
  const size = lengthBytes === 0 ? length : der.readUIntBE(2, lengthBytes);
  const start = 2 + lengthBytes;
  return der.length === start + size ? utf8(der.subarray(start)) : undefined;
}

function utf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
