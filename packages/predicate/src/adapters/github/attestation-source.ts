import { type Artifact, digestsOf } from '../../artifact.ts';
import { applyIndexingGrace } from '../../evidence/indexing-grace.ts';
import type { EvidenceOutcome, EvidenceSource } from '../../evidence/source.ts';
import { collectBundles } from './collect-bundles.ts';
import type { Github } from './create-github.ts';
import { listAttestations } from './list-attestations.ts';

/** What is known of the run that should have left attestations. */
export interface AttestationSourceOptions {
  /** Absent: nothing is known, and "none" is taken as it is said. */
  readonly run?: {
    /** When it ended, ms since 1970, UTC; absent while it goes on. */
    readonly completedAt?: number;
  };
}

/**
 * The attestations that GitHub keeps for a repository, by the artifact's digest (S1.3). The first source: it needs the token of
 * the job, `attestations: read`, and nothing beside the artifact.
 */
export function createAttestationSource(
  github: Github,
  { run }: AttestationSourceOptions = {},
): EvidenceSource {
  const { serverUrl, owner, name: repository } = github.repository;
  const name = `attestations of ${new URL(serverUrl).host}/${owner}/${repository}`;
  return {
    name,
    find: async (artifact, { signal } = {}) => {
      const listed = await listAttestations(github, digestOf(artifact), { signal });
      const { bundles, problems } = await collectBundles(github, listed.attestations, name, signal);
      const outcome: EvidenceOutcome = {
        source: name,
        bundles,
        problems: [...listed.problems, ...problems],
      };
      return run ? applyIndexingGrace(outcome, { ...run, now: github.clock.now() }) : outcome;
    },
  };
}

/** The digest under which GitHub has most attestations: the first that is known, and SHA-256 comes first. */
export function digestOf(artifact: Artifact): string {
  const [[algorithm = '', hex = ''] = []] = digestsOf(artifact);
  return `${algorithm}:${hex}`;
}
