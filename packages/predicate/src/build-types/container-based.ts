import { PROVENANCE_V1 } from '../statement/predicate-types.ts';
import type { BuildType } from './build-type.ts';

const GENERATOR = 'https://github.com/slsa-framework/slsa-github-generator';
const WORKFLOW = `${GENERATOR}/.github/workflows/builder_container-based_slsa3.yml`;
const DEFINITION = '/predicate/buildDefinition';
const EXTERNAL = `${DEFINITION}/externalParameters`;
const INTERNAL = `${DEFINITION}/internalParameters`;
const SERVER = 'https://github.com';

/** slsa-github-generator's container-based builder (spec.md 1.9 F). @see slsa.dev/container-based-build/v0.1 */
export const CONTAINER_BASED = {
  version: 1,
  uri: 'https://slsa.dev/container-based-build/v0.1?draft',
  title: 'slsa-github-generator, container-based',
  predicateType: PROVENANCE_V1,
  maxLevel: 3,
  materials: { at: `${DEFINITION}/resolvedDependencies`, digests: ['sha1', 'gitCommit'] },
  builderId: '/predicate/runDetails/builder/id',
  signers: [WORKFLOW],
  externalParameters: {
    at: EXTERNAL,
    agreed: [
      '/source/uri',
      '/source/digest/sha1',
      '/builderImage/uri',
      '/builderImage/digest/sha256',
    ],
  },
  inputs: `${INTERNAL}/GITHUB_EVENT_PAYLOAD/inputs`,
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
      name: 'source',
      certificate: ['git+{.12}@{.14}'],
      statement: `{${EXTERNAL}/source/uri}`,
      required: true,
    },
    {
      item: 'sourceRef',
      name: 'GITHUB_REF',
      certificate: ['{.14}'],
      statement: `{${INTERNAL}/GITHUB_REF}`,
    },
    {
      item: 'commit',
      name: 'commit',
      certificate: ['{.13}'],
      statement: '{source/digest/sha1}',
      required: true,
    },
    {
      item: 'commit',
      name: 'source commit',
      certificate: ['{.13}'],
      statement: `{${EXTERNAL}/source/digest/sha1}`,
      required: true,
    },
    {
      item: 'commit',
      name: 'GITHUB_SHA',
      certificate: ['{.13}'],
      statement: `{${INTERNAL}/GITHUB_SHA}`,
      required: true,
    },
    {
      item: 'repository',
      name: 'GITHUB_REPOSITORY',
      certificate: ['{.12}'],
      statement: `${SERVER}/{${INTERNAL}/GITHUB_REPOSITORY}`,
    },
    {
      item: 'workflow',
      name: 'GITHUB_WORKFLOW_REF',
      certificate: ['{.18}'],
      statement: `${SERVER}/{${INTERNAL}/GITHUB_WORKFLOW_REF}`,
    },
    {
      item: 'workflow',
      name: 'GITHUB_WORKFLOW_SHA',
      certificate: ['{.19}'],
      statement: `{${INTERNAL}/GITHUB_WORKFLOW_SHA}`,
    },
    {
      item: 'builder',
      name: 'builder',
      certificate: ['{.9}'],
      statement: '{/predicate/runDetails/builder/id}',
      required: true,
    },
    {
      item: 'builder',
      name: 'builder program',
      certificate: ['{.9}'],
      statement: `${WORKFLOW}@{${DEFINITION}/resolvedDependencies/1/uri|minus:git+${GENERATOR}@}`,
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
      item: 'run',
      name: 'GITHUB_RUN_ID',
      certificate: ['{run}'],
      statement: `{${INTERNAL}/GITHUB_RUN_ID}`,
    },
    {
      item: 'run',
      name: 'GITHUB_RUN_ATTEMPT',
      certificate: ['{attempt}'],
      statement: `{${INTERNAL}/GITHUB_RUN_ATTEMPT}`,
    },
    {
      item: 'trigger',
      name: 'GITHUB_EVENT_NAME',
      certificate: ['{.20}'],
      statement: `{${INTERNAL}/GITHUB_EVENT_NAME}`,
    },
    {
      item: 'repositoryId',
      name: 'GITHUB_REPOSITORY_ID',
      certificate: ['{.15}'],
      statement: `{${INTERNAL}/GITHUB_REPOSITORY_ID}`,
    },
    {
      item: 'ownerId',
      name: 'GITHUB_REPOSITORY_OWNER_ID',
      certificate: ['{.17}'],
      statement: `{${INTERNAL}/GITHUB_REPOSITORY_OWNER_ID}`,
    },
    {
      item: 'other',
      name: 'builder image',
      // not of the certificate: the image that was pulled must be the one that was asked for
      certificate: [`{${EXTERNAL}/builderImage/uri|after:@sha256:}`],
      statement: `{${EXTERNAL}/builderImage/digest/sha256}`,
      required: true,
    },
  ],
  withoutRow: { runner: 'it is not recorded; the builder runs on GitHub-hosted runners' },
} as const satisfies BuildType;
