import type { X509Certificate } from '@sigstore/core';
import { type ClaimName, type Claims, EXTENSIONS, FULCIO_ARC } from './claims.ts';
import { readName } from './read-name.ts';

/** The last extension number whose value is raw bytes; from 8 on it is a DER UTF8String. */
const LAST_RAW = 6;
/** Tag number of UTF8String (X.680 section 8.4). */
const UTF8_STRING = 12;

const UTF8 = new TextDecoder('utf-8', { fatal: true });

type Extension = NonNullable<ReturnType<X509Certificate['extension']>>;

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
    const text = number <= LAST_RAW ? utf8(extension.value) : utf8String(extension);
    if (text === undefined) return { problem: `extension ${FULCIO_ARC}.${number} is not text` };
    claims[claim] = text;
  }
  return { claims: { ...claims, ...name } };
}

/**
 * The content of a DER UTF8String that fills the extension exactly (X.690 section 8.1.3). @sigstore/core reads what is
 * inside an extension when it is DER throughout, and else leaves it alone.
 */
function utf8String({ valueObj }: Extension): string | undefined {
  const [only, ...rest] = valueObj.subs;
  if (!only || rest.length > 0) return undefined;
  const { tag, value } = only;
  const isText = tag.isUniversal() && !tag.constructed && tag.number === UTF8_STRING;
  return isText ? utf8(value) : undefined;
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}
