import type { BundleSource } from '@provkit/predicate';
import type { EvidenceSource } from '@provkit/predicate/evidence';
import type { GithubAccess } from './connect-github.ts';

/** Where the attestations of one artifact may be. */
export interface Places {
  /** Bundles that were named: then nothing else is looked at. */
  readonly named: readonly BundleSource[];
  /** What lies beside the artifact's file; absent where there is only a digest. */
  readonly beside?: { readonly name: string; readonly bundles: readonly BundleSource[] };
  /** Absent: offline. */
  readonly github?: GithubAccess;
}

/**
 * The sources to ask, in that order (S1.3): what was named; else, with a token, GitHub's attestations and then what lies beside
 * the file; without one what lies beside, and GitHub only where nothing does, so that a local check opens no connection.
 * @returns empty when there is nowhere to look.
 */
export async function findSources({
  named,
  beside,
  github,
}: Places): Promise<readonly EvidenceSource[]> {
  if (named.length > 0) return [fixedSource('the bundles that were named', named)];
  const local = beside ? [fixedSource(beside.name, beside.bundles)] : [];
  if (github?.hasToken) return [...(await apiSources(github)), ...local];
  return beside && beside.bundles.length > 0 ? local : apiSources(github);
}

async function apiSources(github: GithubAccess | undefined): Promise<readonly EvidenceSource[]> {
  const client = await github?.connect();
  if (!client) return [];
  const { createAttestationSource } = await import('@provkit/predicate/github');
  return [createAttestationSource(client)];
}

/** A source whose bundles are there already. */
export function fixedSource(name: string, bundles: readonly BundleSource[]): EvidenceSource {
  return { name, find: async () => ({ source: name, bundles, problems: [] }) };
}
