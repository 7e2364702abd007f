import type { GithubClaims } from '../github-claims.ts';
import { buildFacts, PROVENANCE, type TypedPredicate } from './build-facts.ts';
import { githubVariables } from './github-variables.ts';

const BUILD_TYPE = 'https://github.com/slsa-framework/slsa-github-generator/delegator-generic@v0';

/** The reusable workflow of the tool that a delegator runs for. */
export const DELEGATED_BUILDER =
  'https://github.com/example/builder/.github/workflows/build_slsa3.yml@refs/tags/v1.0.0';

/** Bring your own builder, SLSA provenance v1 (spec.md 1.9 E). @see slsa-framework/slsa-github-generator actions/delegator */
export function delegator(claims: GithubClaims): TypedPredicate {
  const { uri, invocation } = buildFacts(claims);
  return {
    predicateType: PROVENANCE.v1,
    predicate: {
      buildDefinition: {
        buildType: BUILD_TYPE,
        externalParameters: { inputs: {}, vars: {} },
        internalParameters: githubVariables(claims),
        resolvedDependencies: [{ uri, digest: { gitCommit: claims.sha } }],
      },
      runDetails: { builder: { id: DELEGATED_BUILDER }, metadata: { invocationId: invocation } },
    },
  };
}

/** The same, SLSA provenance v0.2. */
export function delegatorV02(claims: GithubClaims): TypedPredicate {
  const { uri, path, runAndAttempt } = buildFacts(claims);
  const digest = { sha1: claims.sha };
  return {
    predicateType: PROVENANCE['v0.2'],
    predicate: {
      builder: { id: DELEGATED_BUILDER },
      buildType: BUILD_TYPE,
      invocation: {
        configSource: { uri, digest, entryPoint: path },
        parameters: { inputs: {} },
        environment: githubVariables(claims),
      },
      metadata: { buildInvocationId: runAndAttempt, completeness: { parameters: true } },
      materials: [{ uri, digest }],
    },
  };
}
