import type { GithubClaims } from '../github-claims.ts';
import { buildFacts, PROVENANCE, type TypedPredicate } from './build-facts.ts';

/** GitHub artifact attestations (spec.md 1.9 A). @see actions/toolkit packages/attest/src/provenance.ts */
export function githubWorkflow(claims: GithubClaims): TypedPredicate {
  return provenance(claims, {
    buildType: 'https://actions.github.io/buildtypes/workflow/v1',
    builder: buildFacts(claims).signer,
    runner: { runner_environment: claims.runner_environment },
  });
}

/** The npm CLI since 10 (spec.md 1.9 B). @see npm/cli workspaces/libnpmpublish/lib/provenance.js */
export function npmWorkflow(claims: GithubClaims): TypedPredicate {
  return provenance(claims, {
    buildType: 'https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1',
    builder: `https://github.com/actions/runner/${claims.runner_environment}`,
    runner: {},
  });
}

function provenance(
  claims: GithubClaims,
  { buildType, builder, runner }: { buildType: string; builder: string; runner: object },
): TypedPredicate {
  const { repository, uri, path, invocation } = buildFacts(claims);
  return {
    predicateType: PROVENANCE.v1,
    predicate: {
      buildDefinition: {
        buildType,
        externalParameters: { workflow: { ref: claims.ref, repository, path } },
        internalParameters: {
          github: {
            event_name: claims.event_name,
            repository_id: claims.repository_id,
            repository_owner_id: claims.repository_owner_id,
            ...runner,
          },
        },
        resolvedDependencies: [{ uri, digest: { gitCommit: claims.sha } }],
      },
      runDetails: { builder: { id: builder }, metadata: { invocationId: invocation } },
    },
  };
}
