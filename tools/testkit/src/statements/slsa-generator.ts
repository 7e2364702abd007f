import type { GithubClaims } from '../github-claims.ts';
import { buildFacts, PROVENANCE, type TypedPredicate } from './build-facts.ts';

/** A generator that writes SLSA provenance v0.2. */
export type Generator = 'generic' | 'go' | 'container';

/** slsa-github-generator's generators (spec.md 1.9 D). @see slsa-framework/slsa-github-generator slsa/buildtype.go */
export function slsaGenerator(generator: Generator, claims: GithubClaims): TypedPredicate {
  const { uri, path, signer, runAndAttempt } = buildFacts(claims);
  const digest = { sha1: claims.sha };
  const isGo = generator === 'go';
  return {
    predicateType: PROVENANCE['v0.2'],
    predicate: {
      builder: { id: signer },
      buildType: `https://github.com/slsa-framework/slsa-github-generator/${generator}@v1`,
      invocation: {
        configSource: { uri, digest, entryPoint: path },
        parameters: {},
        environment: { ...environment(claims), ...(isGo && { arch: 'X64', os: 'ubuntu22' }) },
      },
      metadata: {
        buildInvocationID: runAndAttempt,
        completeness: { parameters: true, environment: false, materials: false },
        reproducible: false,
      },
      // the image of the runner has no digest
      materials: [{ uri, digest }, ...(isGo ? [{ uri: RUNNER_IMAGE }] : [])],
    },
  };
}

const RUNNER_IMAGE = 'https://github.com/actions/runner-images/releases/tag/ubuntu22/20230101.1';

function environment(claims: GithubClaims) {
  return {
    github_actor: 'octocat',
    github_actor_id: '3003',
    github_event_name: claims.event_name,
    github_event_payload: { inputs: null, ref: claims.ref },
    github_ref: claims.ref,
    github_ref_type: claims.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    github_repository_id: claims.repository_id,
    github_repository_owner: claims.repository_owner,
    github_repository_owner_id: claims.repository_owner_id,
    github_run_attempt: claims.run_attempt,
    github_run_id: claims.run_id,
    github_run_number: '7',
    github_sha1: claims.sha,
  };
}
