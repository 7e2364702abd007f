import type { X509Certificate } from '@sigstore/core';
import type { Claims } from '../certificate/claims.ts';
import { type CheckResult, fail, pass } from '../checks/check-result.ts';
import type { TrustProfile } from '../trust/profiles.ts';
import { verifyChain } from './sigstore.ts';
import type { UsableRoot } from './usable-root.ts';

/** The name in the certificates of GitHub's own release attestations, which carry no claims (spec.md 1.5). */
const RELEASE_ATTESTATION_SAN = 'https://dotcom.releases.github.com';
const NOT_PUBLIC: readonly unknown[] = ['private', 'internal'];

/** The check's result and, when it passed, the root that the chain ends in. */
export interface TrustProfileOutcome {
  readonly result: CheckResult;
  readonly root?: UsableRoot;
}

/**
 * In which root of an accepted profile the leaf's chain ends. The profile follows from the root, which the caller
 * vouches for, and never from the bundle or from the name of an authority (T8).
 */
export function checkTrustProfile(
  leaf: X509Certificate,
  claims: Claims,
  roots: readonly UsableRoot[],
  accepted: readonly TrustProfile[],
): TrustProfileOutcome {
  const expected = `a chain to a root of profile ${accepted.join(' or ')}`;
  const candidates = roots.filter(({ summary }) => accepted.includes(summary.profile));
  const root = candidates.find(({ material }) => verifyChain(leaf, [leaf.notBefore], material).ok);
  if (!root) {
    const message = 'the certificate does not chain to any accepted authority';
    return {
      result: fail('trust-profile', { message, expected, actual: describe(roots), hint: HINT }),
    };
  }
  const { sourceRepositoryVisibility: visibility, san } = claims;
  const isForPublicRepository =
    root.summary.profile === 'github' &&
    san !== RELEASE_ATTESTATION_SAN &&
    !NOT_PUBLIC.includes(visibility);
  if (isForPublicRepository) {
    return {
      result: fail('trust-profile', {
        message: "GitHub's own instance signs for private and internal repositories only",
        expected: 'private or internal',
        actual: visibility ?? 'absent',
        pointer: 'certificate .22',
      }),
    };
  }
  const { source, profile } = root.summary;
  const message = `chains to the ${profile} root (${source})`;
  return { result: pass('trust-profile', { message, expected, actual: profile }), root };
}

const HINT =
  'If the authority is newer than the trusted root, give a current one with --trusted-root or upgrade provkit; if the ' +
  'signature comes from another Sigstore instance, give that instance’s root.';

function describe(roots: readonly UsableRoot[]): string {
  return roots
    .map(({ summary: { profile, source, newestAuthority } }) => {
      return `roots known: ${profile} (${source}, newest authority of ${newestAuthority.slice(0, 10)})`;
    })
    .join('; ');
}
