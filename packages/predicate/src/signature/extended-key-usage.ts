import type { X509Certificate } from '@sigstore/core';

/** id-kp-codeSigning. @see RFC 5280 section 4.2.1.12 */
export const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';

/** id-kp-timeStamping. @see RFC 5280 section 4.2.1.12 */
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

const EXTENDED_KEY_USAGE = '2.5.29.37';

/** What a certificate's key may be used for, as OIDs; empty when the certificate does not say. */
export function usagesOf(certificate: X509Certificate): readonly string[] {
  // the extension is an OCTET STRING around the SEQUENCE of OIDs
  const usages = certificate.extension(EXTENDED_KEY_USAGE)?.valueObj.subs[0]?.subs ?? [];
  return usages.map((usage) => (usage.tag.isOID() ? usage.toOID() : 'not an OID'));
}

/** Whether a certificate's key may be used for this; a certificate that does not say may not. */
export function hasUsage(certificate: X509Certificate, usage: string): boolean {
  return usagesOf(certificate).includes(usage);
}

/** Whether the key is for time stamping and nothing else, and the certificate insists on it (RFC 3161 section 2.3). */
export function isForTimeStampingOnly(certificate: X509Certificate): boolean {
  const usages = usagesOf(certificate);
  const isCritical = certificate.extension(EXTENDED_KEY_USAGE)?.critical ?? false;
  return isCritical && usages.length === 1 && usages[0] === TIME_STAMPING;
}
