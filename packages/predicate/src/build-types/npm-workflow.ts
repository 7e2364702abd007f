import type { BuildType } from './build-type.ts';
import { GITHUB_WORKFLOW } from './github-workflow.ts';

/**
 * The npm CLI, and the first months of GitHub artifact attestations (spec.md 1.9 B). The builder id names the runner,
 * so that the signer stands alone on the certificate's name.
 * @see slsa-framework.github.io/github-actions-buildtypes/workflow/v1
 */
export const NPM_WORKFLOW = {
  ...GITHUB_WORKFLOW,
  uri: 'https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1',
  builderIs: 'runner',
} as const satisfies BuildType;
