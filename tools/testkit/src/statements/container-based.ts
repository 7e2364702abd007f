import type { GithubClaims } from '../github-claims.ts';
import { buildFacts, PROVENANCE, type TypedPredicate } from './build-facts.ts';
import { githubVariables } from './github-variables.ts';

const GENERATOR = 'git+https://github.com/slsa-framework/slsa-github-generator';
const IMAGE_DIGEST = '1'.repeat(64);

/** The container-based builder (spec.md 1.9 F). @see slsa-framework/slsa-github-generator internal/builders/docker */
export function containerBased(claims: GithubClaims): TypedPredicate {
  const { uri, path, signer, invocation } = buildFacts(claims);
  const source = { uri, digest: { sha1: claims.sha } };
  const ref = claims.job_workflow_ref.split('@')[1] ?? '';
  return {
    predicateType: PROVENANCE.v1,
    predicate: {
      buildDefinition: {
        buildType: 'https://slsa.dev/container-based-build/v0.1?draft',
        externalParameters: {
          source,
          builderImage: { uri: `bash@sha256:${IMAGE_DIGEST}`, digest: { sha256: IMAGE_DIGEST } },
          configPath: '.github/build.toml',
          buildConfig: { ArtifactPath: 'widgets', Command: ['make'] },
        },
        internalParameters: {
          ...githubVariables(claims),
          GITHUB_RUN_ID: Number(claims.run_id), // this builder alone writes them as numbers
          GITHUB_RUN_NUMBER: 7,
          GITHUB_WORKFLOW: path,
        },
        resolvedDependencies: [
          source,
          { uri: `${GENERATOR}@${ref}`, digest: { sha256: '2'.repeat(64) } },
        ],
      },
      runDetails: { builder: { id: signer }, metadata: { invocationId: invocation } },
    },
  };
}
