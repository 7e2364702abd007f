import { type Artifact, digestsOf } from '../../artifact.ts';
import { applyIndexingGrace } from '../../evidence/indexing-grace.ts';
import type { EvidenceOutcome, EvidenceSource } from '../../evidence/source.ts';
import { collectBundles } from './collect-bundles.ts';
import type { Github } from './create-github.ts';
import { listAttestations } from './list-attestations.ts';
import { type RunAttempt, readRunEnd } from './read-run-end.ts';

/** What is known of the run that should have left attestations. */
export interface AttestationSourceOptions {
  /**
   * When it ended, ms since 1970, UTC, absent while it goes on; or its numbers, by which GitHub is asked for that where it has no
   * attestation. Absent: nothing is known, and "none" is taken as it is said.
   */
  readonly run?: { readonly completedAt?: number } | RunAttempt;
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
      return run ? withGrace(outcome, run, github, signal) : outcome;
    },
  };
}

/** Where it cannot be said when the run ended, "none" is not definite either: it may have ended just now. */
async function withGrace(
  outcome: EvidenceOutcome,
  run: NonNullable<AttestationSourceOptions['run']>,
  github: Github,
  signal: AbortSignal | undefined,
): Promise<EvidenceOutcome> {
  if (outcome.bundles.length > 0 || outcome.problems.length > 0) return outcome;
  const end = 'id' in run ? await readRunEnd(github, run, signal) : run;
  if ('problem' in end) {
    const message = `no attestation, and whether one may still come cannot be told: ${end.problem.message}`;
    return { ...outcome, problems: [{ ...end.problem, message }] };
  }
  if ('isUnknown' in end) return outcome; // of a run that is not there none will come
  return applyIndexingGrace(outcome, { ...end, now: github.clock.now() });
}

/** The digest under which GitHub has most attestations: the first that is known, and SHA-256 comes first. */
export function digestOf(artifact: Artifact): string {
  const [[algorithm = '', hex = ''] = []] = digestsOf(artifact);
  return `${algorithm}:${hex}`;
}
