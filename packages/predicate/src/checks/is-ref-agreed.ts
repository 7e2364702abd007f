import type { AgreementRow } from './check-result.ts';

/**
 * Whether a row that disagrees still names the ref: its word is the ref, or a URI that ends in it, so that what differs is
 * the repository. Only chooses which check tells of the breach; the row itself fails in any case (check `claims`).
 */
export function isRefAgreed({ stated }: AgreementRow, ref: string | undefined): boolean {
  return ref !== undefined && (stated === ref || stated?.endsWith(`@${ref}`) === true);
}
