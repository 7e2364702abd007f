import type { X509Certificate } from '@sigstore/core';

/** What is understood here or by sigstore-js's path validation (RFC 5280 section 4.2.1; RFC 6962 section 3.3 for SCTs). */
const UNDERSTOOD: ReadonlySet<string> = new Set([
  '2.5.29.14', // subject key identifier
  '2.5.29.15', // key usage
  '2.5.29.17', // subject alternative name
  '2.5.29.19', // basic constraints
  '2.5.29.35', // authority key identifier
  '2.5.29.37', // extended key usage
  '1.3.6.1.4.1.11129.2.4.2', // signed certificate timestamps
]);

/** The extensions, by OID, that must be understood or the certificate be refused (RFC 5280 section 4.2). */
export function criticalExtensions(certificate: X509Certificate): readonly string[] {
  return certificate.extensions
    .map(({ subs: [oid] }) => oid?.toOID() ?? '')
    .filter((oid) => certificate.extension(oid)?.critical);
}

/**
 * The first critical extension that nobody here understands: constraints on names, a policy, or the poison of a
 * precertificate (RFC 6962 section 3.1), which is no certificate.
 */
export function unknownCriticalExtension(certificate: X509Certificate): string | undefined {
  return criticalExtensions(certificate).find((oid) => !UNDERSTOOD.has(oid));
}
