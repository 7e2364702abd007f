import type { GithubClaims } from '../github-claims.ts';
import { buildFacts, PROVENANCE, type TypedPredicate } from './build-facts.ts';

const UNPROVEN = {
  completeness: { parameters: false, environment: false, materials: false },
  reproducible: false,
};

/** The npm CLI until 2023 (spec.md 1.9 C). @see npm/cli workspaces/libnpmpublish/lib/provenance.js */
export function npmCliV2(claims: GithubClaims): TypedPredicate {
  const { uri, path, runAndAttempt } = buildFacts(claims);
  const digest = { sha1: claims.sha };
  return {
    predicateType: PROVENANCE['v0.2'],
    predicate: {
      buildType: 'https://github.com/npm/cli/gha/v2',
      builder: { id: `https://github.com/actions/runner/${claims.runner_environment}` },
      invocation: {
        configSource: { uri, digest, entryPoint: path },
        parameters: {},
        environment: environment(claims),
      },
      metadata: { buildInvocationId: runAndAttempt, ...UNPROVEN },
      materials: [{ uri, digest }],
    },
  };
}

/** The first npm CLI with provenance (spec.md 1.9 C). @see npm/cli workspaces/libnpmpublish/lib/provenance.js */
export function npmCliV1(claims: GithubClaims): TypedPredicate {
  const { repository, uri, runAndAttempt } = buildFacts(claims);
  const digest = { sha1: claims.sha };
  return {
    predicateType: PROVENANCE['v0.2'],
    predicate: {
      buildType: 'https://github.com/npm/cli/gha@v1',
      builder: { id: 'https://github.com/npm/cli@9.5.0' },
      invocation: {
        configSource: { uri, digest, entryPoint: claims.workflow_ref },
        parameters: {},
        environment: {
          ...environment(claims),
          GITHUB_ACTOR_ID: '3003',
          GITHUB_REF_TYPE: claims.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
          GITHUB_RUN_NUMBER: '7',
        },
      },
      metadata: { buildInvocationId: runAndAttempt, ...UNPROVEN },
      materials: [{ uri: `git+${repository}`, digest }],
    },
  };
}

function environment(claims: GithubClaims) {
  return {
    GITHUB_EVENT_NAME: claims.event_name,
    GITHUB_REF: claims.ref,
    GITHUB_REPOSITORY: claims.repository,
    GITHUB_REPOSITORY_ID: claims.repository_id,
    GITHUB_REPOSITORY_OWNER_ID: claims.repository_owner_id,
    GITHUB_RUN_ATTEMPT: claims.run_attempt,
    GITHUB_RUN_ID: claims.run_id,
    GITHUB_SHA: claims.sha,
    GITHUB_WORKFLOW_REF: claims.workflow_ref,
    GITHUB_WORKFLOW_SHA: claims.workflow_sha,
  };
}
