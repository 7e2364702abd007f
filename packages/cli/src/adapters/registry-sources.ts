import type { EvidenceSource } from '@provkit/predicate/evidence';
import { findSources, fixedSource } from './find-sources.ts';
import type { OpenTargetInput } from './open-target-input.ts';

/**
 * Where the attestations of something in a registry are looked for: what was named; else GitHub first, where we are somebody
 * there, and the registry (S1.3).
 */
export async function registrySources(
  { named, github }: OpenTargetInput,
  registry: EvidenceSource,
): Promise<readonly EvidenceSource[]> {
  if (named.length > 0) return [fixedSource('the bundles that were named', named)];
  const known = github.filter(({ hasToken }) => hasToken);
  return [...(await findSources({ named, github: known })), registry];
}
