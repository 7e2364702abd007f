import type { BundleSource } from '@provkit/predicate';
import type { EvidenceSource } from '@provkit/predicate/evidence';
import type { RunAttempt } from '@provkit/predicate/github';
import type { GithubAccess } from './connect-github.ts';

/** Where the attestations of one artifact may be. */
export interface Places {
  /** Bundles that were named: then nothing else is looked at. */
  readonly named: readonly BundleSource[];
  /** What lies beside the artifact's file; absent where there is only a digest. */
  readonly beside?: { readonly name: string; readonly bundles: readonly BundleSource[] };
  /** One for each repository that it may be built from; none: offline. */
  readonly github: readonly GithubAccess[];
  /** The run that should have left attestations, where it is known. */
  readonly run?: RunAttempt | undefined;
}

/**
 * The sources to ask, in that order (S1.3): what was named; else, with a token, GitHub's attestations, of each repository, and then
 * what lies beside the file; without one what lies beside, and GitHub only where nothing does, so that a local check opens no
 * connection.
 * @returns empty when there is nowhere to look.
 */
export async function findSources({
  named,
  beside,
  github,
  run,
}: Places): Promise<readonly EvidenceSource[]> {
  if (named.length > 0) return [fixedSource('the bundles that were named', named)];
  const local = beside ? [fixedSource(beside.name, beside.bundles)] : [];
  const known = github.filter(({ hasToken }) => hasToken);
  const others = github.filter(({ hasToken }) => !hasToken);
  const hasLocal = beside !== undefined && beside.bundles.length > 0;
  if (known.length === 0 && hasLocal) return local;
  return [...(await apiSources(known, run)), ...local, ...(await apiSources(others, run))];
}

async function apiSources(
  github: readonly GithubAccess[],
  run: RunAttempt | undefined,
): Promise<readonly EvidenceSource[]> {
  const sources: EvidenceSource[] = [];
  for (const access of github) {
    const client = await access.connect();
    if (!client) continue;
    const { createAttestationSource } = await import('@provkit/predicate/github');
    sources.push(createAttestationSource(client, run && { run }));
  }
  return sources;
}

/** A source whose bundles are there already. */
export function fixedSource(name: string, bundles: readonly BundleSource[]): EvidenceSource {
  return { name, find: async () => ({ source: name, bundles, problems: [] }) };
}
