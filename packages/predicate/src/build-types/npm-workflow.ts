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
  title: 'npm CLI, SLSA provenance v1',
  maxLevel: 2,
  agreement: [
    ...GITHUB_WORKFLOW.agreement.filter(({ item }) => item !== 'builder' && item !== 'runner'),
    {
      item: 'builder',
      name: 'builder',
      certificate: ['https://github.com/actions/runner/{.11}'],
      statement: '{/predicate/runDetails/builder/id}',
      required: true,
    },
  ],
  withoutRow: { runner: 'it is part of the builder’s id' },
  unprovable: {
    absent: [
      '/predicate/runDetails/metadata/startedOn',
      '/predicate/runDetails/metadata/finishedOn',
    ],
    closed: [
      {
        at: '/predicate/buildDefinition/internalParameters/github',
        members: ['event_name', 'repository_id', 'repository_owner_id'],
      },
    ],
  },
} as const satisfies BuildType;
