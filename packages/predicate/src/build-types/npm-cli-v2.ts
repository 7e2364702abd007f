import { PROVENANCE_V02 } from '../statement/predicate-types.ts';
import type { BuildType } from './build-type.ts';

const INVOCATION = '/predicate/invocation';
const ENVIRONMENT = `${INVOCATION}/environment`;
const SERVER = 'https://github.com';

/** The npm CLI until 2023, SLSA provenance v0.2 (spec.md 1.9 C). @see npm/cli workspaces/libnpmpublish lib/provenance.js */
export const NPM_CLI_V2 = {
  version: 1,
  uri: 'https://github.com/npm/cli/gha/v2',
  title: 'npm CLI, SLSA provenance v0.2',
  predicateType: PROVENANCE_V02,
  maxLevel: 2,
  materials: { at: '/predicate/materials', digests: ['sha1', 'gitCommit'] },
  builderId: '/predicate/builder/id',
  externalParameters: { at: `${INVOCATION}/parameters`, agreed: [] },
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
      name: 'config source',
      certificate: ['git+{.12}@{.14}'],
      statement: `{${INVOCATION}/configSource/uri}`,
      required: true,
    },
    {
      item: 'sourceRef',
      name: 'GITHUB_REF',
      certificate: ['{.14}'],
      statement: `{${ENVIRONMENT}/GITHUB_REF}`,
    },
    { item: 'commit', name: 'commit', certificate: ['{.13}'], statement: '{source/digest/sha1}' },
    {
      item: 'commit',
      name: 'config source commit',
      certificate: ['{.13}'],
      statement: `{${INVOCATION}/configSource/digest/sha1}`,
      required: true,
    },
    {
      item: 'commit',
      name: 'GITHUB_SHA',
      certificate: ['{.13}'],
      statement: `{${ENVIRONMENT}/GITHUB_SHA}`,
    },
    {
      item: 'repository',
      name: 'GITHUB_REPOSITORY',
      certificate: ['{.12}'],
      statement: `${SERVER}/{${ENVIRONMENT}/GITHUB_REPOSITORY}`,
    },
    {
      item: 'workflow',
      name: 'entry point',
      certificate: ['{.18}'],
      statement: `{.12}/{${INVOCATION}/configSource/entryPoint}@{.14}`,
      required: true,
    },
    {
      item: 'workflow',
      name: 'GITHUB_WORKFLOW_REF',
      certificate: ['{.18}'],
      statement: `${SERVER}/{${ENVIRONMENT}/GITHUB_WORKFLOW_REF}`,
    },
    {
      item: 'workflow',
      name: 'GITHUB_WORKFLOW_SHA',
      certificate: ['{.19}'],
      statement: `{${ENVIRONMENT}/GITHUB_WORKFLOW_SHA}`,
    },
    {
      item: 'builder',
      name: 'builder',
      // without a suffix it means GitHub's own runners
      certificate: [
        `${SERVER}/actions/runner/{.11}`,
        `${SERVER}/actions/runner{.11|minus:github-hosted}`,
      ],
      statement: '{/predicate/builder/id}',
      required: true,
    },
    {
      item: 'run',
      name: 'run and attempt',
      certificate: ['{run}-{attempt}'],
      statement: '{/predicate/metadata/buildInvocationId}',
      required: true,
    },
    {
      item: 'run',
      name: 'GITHUB_RUN_ID',
      certificate: ['{run}'],
      statement: `{${ENVIRONMENT}/GITHUB_RUN_ID}`,
    },
    {
      item: 'run',
      name: 'GITHUB_RUN_ATTEMPT',
      certificate: ['{attempt}'],
      statement: `{${ENVIRONMENT}/GITHUB_RUN_ATTEMPT}`,
    },
    {
      item: 'trigger',
      name: 'GITHUB_EVENT_NAME',
      certificate: ['{.20}'],
      statement: `{${ENVIRONMENT}/GITHUB_EVENT_NAME}`,
    },
    {
      item: 'repositoryId',
      name: 'GITHUB_REPOSITORY_ID',
      certificate: ['{.15}'],
      statement: `{${ENVIRONMENT}/GITHUB_REPOSITORY_ID}`,
    },
    {
      item: 'ownerId',
      name: 'GITHUB_REPOSITORY_OWNER_ID',
      certificate: ['{.17}'],
      statement: `{${ENVIRONMENT}/GITHUB_REPOSITORY_OWNER_ID}`,
    },
  ],
  withoutRow: { runner: 'it is part of the builder’s id' },
  unprovable: {
    absent: ['/predicate/metadata/buildStartedOn', '/predicate/metadata/buildFinishedOn'],
    empty: [`${INVOCATION}/parameters`, '/predicate/buildConfig'],
    notTrue: [
      '/predicate/metadata/completeness/parameters',
      '/predicate/metadata/completeness/environment',
      '/predicate/metadata/completeness/materials',
      '/predicate/metadata/reproducible',
    ],
    closed: [
      {
        at: ENVIRONMENT,
        members: [
          'GITHUB_EVENT_NAME',
          'GITHUB_REF',
          'GITHUB_REPOSITORY',
          'GITHUB_REPOSITORY_ID',
          'GITHUB_REPOSITORY_OWNER_ID',
          'GITHUB_RUN_ATTEMPT',
          'GITHUB_RUN_ID',
          'GITHUB_SHA',
          'GITHUB_WORKFLOW_REF',
          'GITHUB_WORKFLOW_SHA',
        ],
      },
    ],
  },
} as const satisfies BuildType;
