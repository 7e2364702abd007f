import { PROVENANCE_V1 } from '../statement/predicate-types.ts';
import type { BuildType } from './build-type.ts';

const DEFINITION = '/predicate/buildDefinition';
const WORKFLOW = `${DEFINITION}/externalParameters/workflow`;
const GITHUB = `${DEFINITION}/internalParameters/github`;

/** GitHub artifact attestations (spec.md 1.9 A). @see actions.github.io/buildtypes/workflow/v1 */
export const GITHUB_WORKFLOW = {
  version: 1,
  uri: 'https://actions.github.io/buildtypes/workflow/v1',
  title: 'GitHub artifact attestations',
  predicateType: PROVENANCE_V1,
  maxLevel: 3,
  materials: { at: `${DEFINITION}/resolvedDependencies`, digests: ['gitCommit', 'sha1'] },
  builderId: '/predicate/runDetails/builder/id',
  externalParameters: {
    at: `${DEFINITION}/externalParameters`,
    agreed: ['/workflow/ref', '/workflow/repository', '/workflow/path'],
  },
  agreement: [
    {
      item: 'sourceRef',
      name: 'source material',
      certificate: ['git+{.12}@{.14}'],
      statement: '{source/uri}',
      required: true,
    },
    {
      item: 'sourceRef',
      name: 'workflow ref',
      certificate: ['{.14}'],
      statement: `{${WORKFLOW}/ref}`,
      required: true,
    },
    {
      item: 'commit',
      name: 'commit',
      certificate: ['{.13}'],
      statement: '{source/digest/gitCommit}',
    },
    {
      item: 'commit',
      name: 'commit (sha1)',
      certificate: ['{.13}'],
      statement: '{source/digest/sha1}',
    },
    {
      item: 'repository',
      name: 'workflow repository',
      certificate: ['{.12}'],
      statement: `{${WORKFLOW}/repository}`,
      required: true,
    },
    {
      item: 'workflow',
      name: 'workflow',
      certificate: ['{.18}'],
      statement: `{${WORKFLOW}/repository}/{${WORKFLOW}/path}@{${WORKFLOW}/ref}`,
      required: true,
    },
    {
      item: 'builder',
      name: 'builder',
      certificate: ['{.9}'],
      statement: '{/predicate/runDetails/builder/id}',
      required: true,
    },
    {
      item: 'run',
      name: 'run',
      certificate: ['{.21}'],
      statement: '{/predicate/runDetails/metadata/invocationId}',
      required: true,
    },
    {
      item: 'trigger',
      name: 'event name',
      certificate: ['{.20}'],
      statement: `{${GITHUB}/event_name}`,
    },
    {
      item: 'repositoryId',
      name: 'repository id',
      certificate: ['{.15}'],
      statement: `{${GITHUB}/repository_id}`,
    },
    {
      item: 'ownerId',
      name: 'owner id',
      certificate: ['{.17}'],
      statement: `{${GITHUB}/repository_owner_id}`,
    },
    {
      item: 'runner',
      name: 'runner environment',
      certificate: ['{.11}'],
      statement: `{${GITHUB}/runner_environment}`,
    },
  ],
} as const satisfies BuildType;
