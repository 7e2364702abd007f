import { parseTrustedRoot } from './parse-trusted-root.ts';
import { PUBLIC_GOOD_ROOT } from './public-good.generated.ts';
import type { Trust } from './trust.ts';

/**
 * The trusted root that comes with this package: nothing is read or fetched. Pure.
 *
 * It is the one that @sigstore/tuf carries, and ages with the package: its date is in every report, and a signature by
 * an authority that is newer fails as `certificate_untrusted`.
 */
export function embeddedTrust(profile: 'public-good'): Trust {
  const { roots } = parseTrustedRoot(PUBLIC_GOOD_ROOT.json, 'embedded');
  const [root] = roots;
  return { roots: [{ ...root, summary: { ...root.summary, profile } }] };
}
