import {
  type ASN1Obj,
  crypto,
  EXTENSION_OID_SCT,
  type X509Certificate,
  X509SCTExtension,
} from '@sigstore/core';
import { type Der, encodeDer, ofParts } from './encode-der.ts';
import type { KnownLog, RootMaterial } from './usable-root.ts';

type Sct = X509SCTExtension['signedCertificateTimestamps'][number];

const EXTENSIONS_TAG = 3;

/**
 * How many certificate transparency logs of the root have promised, with a valid signature, to publish the leaf. SCTs
 * of unknown logs are passed over, so that a log which the root does not know yet spoils nothing (client-spec 4.3); a
 * list that cannot be read has none.
 * @param issuer the certificate that signed the leaf; the SCT covers its key.
 * @see RFC 6962 sections 3.2 and 3.3
 */
export function countScts(
  leaf: X509Certificate,
  issuer: X509Certificate,
  { ctlogs }: Pick<RootMaterial, 'ctlogs'>,
): number {
  const scts = sctsOf(leaf);
  if (scts.length === 0) return 0;
  const preCertificate = encodePreCertificate(leaf, issuer);
  const promising = scts.flatMap((sct) =>
    ctlogs.filter((log) => isPromise(sct, log) && sct.verify(preCertificate, log.publicKey)),
  );
  return new Set(promising.map(({ keyId }) => keyId)).size;
}

function sctsOf(leaf: X509Certificate): readonly Sct[] {
  const extension = leaf.extensions.find(isSctExtension);
  if (!extension) return [];
  try {
    return new X509SCTExtension(extension).signedCertificateTimestamps;
  } catch {
    return []; // an authority of the root has signed it, and yet it is no list of SCTs
  }
}

/** Both ends of the validity count. */
function isPromise({ logID, datetime }: Sct, log: KnownLog): boolean {
  const { start, end } = log.validFor;
  return log.logID.equals(logID) && start <= datetime && datetime <= end;
}

/** The PreCert structure: the hash of the issuer's key and the leaf's TBS without the SCT extension. */
function encodePreCertificate(leaf: X509Certificate, issuer: X509Certificate): Buffer {
  const tbs = encodeDer(withoutScts(leaf.tbsCertificate));
  const length = Buffer.alloc(3);
  length.writeUIntBE(tbs.length, 0, 3);
  return Buffer.concat([crypto.digest('sha256', issuer.publicKey), length, tbs]);
}

/**
 * Without the first of them, as it was found: the extensions are the one element of the first member [3] (RFC 5280 section 4.1).
 * One that stands alone stays, as in sigstore-js: nobody has promised that certificate either way.
 */
function withoutScts(tbs: ASN1Obj): Der {
  const place = tbs.subs.findIndex(({ tag }) => tag.isContextSpecific(EXTENSIONS_TAG));
  const member = tbs.subs[place];
  const list = member?.subs[0];
  const at = list?.subs.findIndex(isSctExtension) ?? -1;
  if (!member || !list || at === -1 || list.subs.length === 1) return tbs;
  const [, ...others] = member.subs;
  const extensions = ofParts(member, [ofParts(list, list.subs.toSpliced(at, 1)), ...others]);
  const parts: readonly Der[] = tbs.subs;
  return ofParts(tbs, parts.with(place, extensions));
}

function isSctExtension({ subs: [oid] }: X509Certificate['extensions'][number]): boolean {
  return oid?.toOID() === EXTENSION_OID_SCT;
}
