import {
  ByteStream,
  crypto,
  EXTENSION_OID_SCT,
  X509Certificate,
  X509SCTExtension,
} from '@sigstore/core';
import type { TrustMaterial } from '@sigstore/verify';
import { keyId } from './key-id.ts';

type Sct = X509SCTExtension['signedCertificateTimestamps'][number];
type Log = TrustMaterial['ctlogs'][number];

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
  { ctlogs }: TrustMaterial,
): number {
  const scts = sctsOf(leaf);
  if (scts.length === 0) return 0;
  const preCertificate = encodePreCertificate(leaf, issuer);
  const promising = scts.flatMap((sct) =>
    ctlogs.filter((log) => isPromise(sct, log) && sct.verify(preCertificate, log.publicKey)),
  );
  return new Set(promising.map(({ publicKey }) => keyId(publicKey))).size;
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
function isPromise({ logID, datetime }: Sct, log: Log): boolean {
  const { start, end } = log.validFor;
  return log.logID.equals(logID) && start <= datetime && datetime <= end;
}

/** The PreCert structure: the hash of the issuer's key and the leaf's TBS without the SCT extension. */
function encodePreCertificate(leaf: X509Certificate, issuer: X509Certificate): Buffer {
  const copy = X509Certificate.parse(Buffer.from(leaf.root.toDER()));
  copy.extensions.splice(copy.extensions.findIndex(isSctExtension), 1);
  const tbs = copy.tbsCertificate.toDER();
  const stream = new ByteStream();
  stream.appendView(crypto.digest('sha256', issuer.publicKey));
  stream.appendUint24(tbs.length);
  stream.appendView(tbs);
  return stream.buffer;
}

function isSctExtension({ subs: [oid] }: X509Certificate['extensions'][number]): boolean {
  return oid?.toOID() === EXTENSION_OID_SCT;
}
