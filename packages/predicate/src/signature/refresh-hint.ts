import type { TrustSummary } from '../trust/trust.ts';

/** What to do about an authority, log or timestamp authority that the roots do not know; names their dates (T11). */
export function refreshHint(roots: readonly TrustSummary[]): string {
  const known = roots.map(
    ({ source, newestAuthority }) =>
      `${source}, whose newest authority is of ${newestAuthority.slice(0, 10)}`,
  );
  return (
    `Known: ${known.join('; ')}. If the signature is newer, give a current root with --trusted-root or upgrade provkit; ` +
    'if it comes from another Sigstore instance, give that instance’s root.'
  );
}
