import type { KeyObject } from 'node:crypto';
import type { X509Certificate } from '@sigstore/core';
import type { Claims } from '../certificate/claims.ts';
import { type CheckResult, fail, pass } from '../checks/check-result.ts';
import type { TrustProfile } from '../trust/profiles.ts';
import type { TrustSummary } from '../trust/trust.ts';
import { refreshHint } from './refresh-hint.ts';
import { validityAt, verifyChain } from './sigstore.ts';
import { strictestFirst, type UsableRoot } from './usable-root.ts';

/** The name in the certificates of GitHub's own release attestations, which carry no claims (spec.md 1.5). */
const RELEASE_ATTESTATION_SAN = 'https://dotcom.releases.github.com';
const NOT_PUBLIC: readonly unknown[] = ['private', 'internal'];

/** The check's result and, when it passed, the chain. */
export interface TrustProfileOutcome {
  readonly result: CheckResult;
  readonly chain?: Chain;
}

/** What holds of a leaf's chain. */
export interface Chain {
  /** The root that it ends in. */
  readonly root: UsableRoot;
  /** What was valid when it was verified (`validityAt`): it holds whenever the same is valid. */
  readonly heldAt: string;
  /** The leaf's. */
  readonly key: KeyObject;
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
  const chain = chainTo(strictestFirst(candidates), leaf);
  if (!chain) {
    const message = 'the certificate does not chain to any accepted authority';
    const summaries = roots.map(({ summary }) => summary);
    const actual = `roots known: ${summaries.map(describe).join(', ')}`;
    const hint = refreshHint(summaries);
    return { result: fail('trust-profile', { message, expected, actual, hint }) };
  }
  const { root } = chain;
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
  return { result: pass('trust-profile', { message, expected, actual: profile }), chain };
}

/** By the first of the roots in which it ends, at the time from which the leaf is valid. */
function chainTo(roots: readonly UsableRoot[], leaf: X509Certificate): Chain | undefined {
  const time = leaf.notBefore;
  for (const root of roots) {
    const outcome = verifyChain(leaf, [time], root.material);
    if (outcome.ok) {
      return { root, heldAt: validityAt(leaf, time, root.material), key: outcome.key };
    }
  }
  return undefined;
}

function describe({ profile, source }: TrustSummary): string {
  return `${profile} (${source})`;
}
