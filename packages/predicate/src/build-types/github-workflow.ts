import { PROVENANCE_V1 } from '../statement/predicate-types.ts';
import type { BuildType } from './build-type.ts';

/** GitHub artifact attestations (spec.md 1.9 A). @see actions.github.io/buildtypes/workflow/v1 */
export const GITHUB_WORKFLOW = {
  uri: 'https://actions.github.io/buildtypes/workflow/v1',
  predicateType: PROVENANCE_V1,
  materials: '/predicate/buildDefinition/resolvedDependencies',
  commitDigests: ['gitCommit', 'sha1'],
  workflow: {
    repository: '/predicate/buildDefinition/externalParameters/workflow/repository',
    ref: '/predicate/buildDefinition/externalParameters/workflow/ref',
    path: '/predicate/buildDefinition/externalParameters/workflow/path',
  },
  builderId: '/predicate/runDetails/builder/id',
  builderIs: 'signer',
  invocation: '/predicate/runDetails/metadata/invocationId',
} as const satisfies BuildType;
