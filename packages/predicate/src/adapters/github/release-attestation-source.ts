import type { EvidenceSource } from '../../evidence/source.ts';
import { collectBundles } from './collect-bundles.ts';
import type { Github } from './create-github.ts';
import { listAttestations } from './list-attestations.ts';
import { resolveTag } from './resolve-tag.ts';

/**
 * GitHub's own attestation of an immutable release, found by the Git object that the tag names (spec.md 1.5,
 * `release-attestation`). Signed by GitHub's instance of Sigstore, so that the policy must accept the profile `github`.
 * @param tag its name, without `refs/tags/`.
 */
export function createReleaseAttestationSource(github: Github, tag: string): EvidenceSource {
  const { serverUrl, owner, name: repository } = github.repository;
  const name = `release attestations of ${new URL(serverUrl).host}/${owner}/${repository}`;
  return {
    name,
    find: async (_artifact, { signal } = {}) => {
      const resolved = await resolveTag(github, tag, signal);
      if (resolved.kind === 'undecided') {
        return { source: name, bundles: [], problems: [resolved.problem] };
      }
      if (resolved.kind === 'missing') return { source: name, bundles: [], problems: [] };
      const algorithm = resolved.object.length === 40 ? 'sha1' : 'sha256';
      const listed = await listAttestations(github, `${algorithm}:${resolved.object}`, {
        predicateType: 'release',
        signal,
      });
      const collected = await collectBundles(github, listed.attestations, name, signal);
      const problems = [...listed.problems, ...collected.problems];
      return { source: name, bundles: collected.bundles, problems };
    },
  };
}
