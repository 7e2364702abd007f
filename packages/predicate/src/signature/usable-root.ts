import { type TrustMaterial, toTrustMaterial } from '@sigstore/verify';
import { PredicateError } from '../predicate-error.ts';
import type { Trust, TrustRoot, TrustSummary } from '../trust/trust.ts';

/** A trusted root whose keys and certificates are read. */
export interface UsableRoot {
  readonly summary: TrustSummary;
  readonly material: TrustMaterial;
}

/**
 * Reads every key and certificate of the roots once, so that verifying reads none.
 * @throws PredicateError TRUST_ROOT_INVALID: a key or certificate cannot be read
 */
export function usableRoots({ roots }: Trust): readonly UsableRoot[] {
  return roots.map(usableRoot);
}

function usableRoot({ summary, trustedRoot }: TrustRoot): UsableRoot {
  try {
    return { summary, material: toTrustMaterial(trustedRoot) };
  } catch (cause) {
    throw new PredicateError(
      'TRUST_ROOT_INVALID',
      `${summary.source} is no usable trusted root: a key or certificate in it cannot be read.`,
      { cause },
    );
  }
}
