import type { ASN1Obj, RFC3161Timestamp, X509Certificate } from '@sigstore/core';
import { LIMITS } from '../bundle/limits.ts';
import { criticalExtensions } from './critical-extensions.ts';
import { encodeDer } from './encode-der.ts';
import { isForTimeStampingOnly } from './extended-key-usage.ts';

// @sigstore/core reads DER as it is asked for, and throws whatever it throws amid a verification. So each part that is used
// later is read once here, where a failure means that the whole cannot be read.

const BASIC_CONSTRAINTS = '2.5.29.19';

/**
 * Throws, whatever it throws, unless every part of a certificate that is used later can be read, at a cost that its size
 * bounds, and its two names of the signature's algorithm are one (RFC 5280 section 4.1.1.2).
 */
export function assertReadableCertificate(certificate: X509Certificate): void {
  assertBounded(certificate.root);
  const [tbs, algorithm] = certificate.root.subs;
  const signed = tbs?.subs[2]; // after version and serial number
  if (!signed || !algorithm || !encodeDer(signed).equals(encodeDer(algorithm))) {
    throw new Error('two names of the signature algorithm');
  }
  for (const extension of certificate.extensions) extension.subs[0]?.toOID();
  void criticalExtensions(certificate);
  void isForTimeStampingOnly(certificate);
  void [certificate.notBefore, certificate.notAfter, certificate.publicKey];
  void [certificate.extBasicConstraints?.isCA, certificate.extKeyUsage?.keyCertSign];
  // @sigstore/core reads whatever is not a SEQUENCE as one that says nothing
  const constraints = certificate.extension(BASIC_CONSTRAINTS);
  if (constraints?.valueObj.subs[0]?.tag.constructed === false) throw new Error('no SEQUENCE');
}

/** The same of a timestamp. */
export function assertReadableTimestamp(timestamp: RFC3161Timestamp): void {
  assertBounded(timestamp.root);
  assertBounded(timestamp.tstInfo.root);
  const { status, signingTime, signerIssuer, signerSerialNumber, tstInfo } = timestamp;
  void [status, signingTime, signerIssuer, signerSerialNumber, tstInfo.raw];
}

/**
 * Object identifiers and integers are read digit by digit into a bigint, in time by the square of their length: 64 KiB of
 * one take 15 s in a certificate that nobody has signed. Inside an OCTET STRING only what is a single structure counts,
 * since the bytes of a signature may look like anything.
 */
function assertBounded({ tag, value, subs }: ASN1Obj): void {
  if (tag.isOID() && value.length > LIMITS.oidBytes) throw new Error('a huge object identifier');
  if (tag.isInteger() && value.length > LIMITS.integerBytes) throw new Error('a huge integer');
  const [only] = subs;
  const isStructure = tag.constructed || (subs.length === 1 && only?.tag.constructed === true);
  if (isStructure) subs.forEach(assertBounded);
}
