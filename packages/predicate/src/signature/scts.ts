import {
  ByteStream,
  crypto,
  EXTENSION_OID_SCT,
  X509Certificate,
  X509SCTExtension,
} from '@sigstore/core';
import type { TrustMaterial } from '@sigstore/verify';

/**
 * How many certificate transparency logs of the root have promised, with a valid signature, to publish the leaf. SCTs
 * of unknown logs are passed over, so that a log which the root does not know yet spoils nothing (client-spec 4.1).
 * @param issuer the certificate that signed the leaf; the SCT covers its key.
 * @see RFC 6962 sections 3.2 and 3.3
 */
export function countScts(
  leaf: X509Certificate,
  issuer: X509Certificate,
  { ctlogs }: TrustMaterial,
): number {
  const extension = leaf.extensions.find(
    (candidate) => candidate.subs[0]?.toOID() === EXTENSION_OID_SCT,
  );
  if (!extension) return 0;
  const preCertificate = encodePreCertificate(leaf, issuer);
  const promised = new X509SCTExtension(extension).signedCertificateTimestamps.filter((sct) =>
    ctlogs.some(
      (log) =>
        log.logID.equals(sct.logID) &&
        log.validFor.start <= sct.datetime &&
        sct.datetime <= log.validFor.end &&
        sct.verify(preCertificate, log.publicKey),
    ),
  );
  return new Set(promised.map(({ logID }) => logID.toString('hex'))).size;
}

/** The PreCert structure: the hash of the issuer's key and the leaf's TBS without the SCT extension. */
function encodePreCertificate(leaf: X509Certificate, issuer: X509Certificate): Buffer {
  const copy = X509Certificate.parse(Buffer.from(leaf.root.toDER()));
  const at = copy.extensions.findIndex(
    (candidate) => candidate.subs[0]?.toOID() === EXTENSION_OID_SCT,
  );
  copy.extensions.splice(at, 1);
  const tbs = copy.tbsCertificate.toDER();
  const stream = new ByteStream();
  stream.appendView(crypto.digest('sha256', issuer.publicKey));
  stream.appendUint24(tbs.length);
  stream.appendView(tbs);
  return stream.buffer;
}
