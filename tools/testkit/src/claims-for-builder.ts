import { DEFAULT_CLAIMS, type GithubClaims } from './github-claims.ts';
import type { TestBuildType } from './statement-for.ts';

const GENERATOR = 'slsa-framework/slsa-github-generator';
const RELEASE = 'refs/tags/v2.1.0';

/** The reusable workflows that sign for others; of the other build types the caller's own workflow signs. */
const WORKFLOWS: { readonly [buildType in TestBuildType]?: string } = {
  'generic-v0.2': 'generator_generic_slsa3.yml',
  'go-v0.2': 'builder_go_slsa3.yml',
  'container-v0.2': 'generator_container_slsa3.yml',
  delegator: 'delegator_generic_slsa3.yml',
  'delegator-v0.2': 'delegator_lowperms-generic_slsa3.yml',
  'container-based': 'builder_container-based_slsa3.yml',
};

/** What GitHub says of the job that signs provenance of this build type, called by the workflow of the claims. */
export function claimsForBuilder(
  buildType: TestBuildType,
  claims: GithubClaims = DEFAULT_CLAIMS,
): GithubClaims {
  const workflow = WORKFLOWS[buildType];
  if (workflow === undefined) return claims;
  return {
    ...claims,
    job_workflow_ref: `${GENERATOR}/.github/workflows/${workflow}@${RELEASE}`,
    job_workflow_sha: 'e'.repeat(40),
  };
}
