import { PROVENANCE_V02 } from '../statement/predicate-types.ts';
import type { BuildType } from './build-type.ts';

const INVOCATION = '/predicate/invocation';
const ENVIRONMENT = `${INVOCATION}/environment`;
/** The repository of the generators. */
export const GENERATOR = 'https://github.com/slsa-framework/slsa-github-generator';

/** What the three generators of slsa-github-generator have in common (spec.md 1.9 D). */
export const SLSA_GENERATOR = {
  version: 1,
  predicateType: PROVENANCE_V02,
  maxLevel: 3,
  materials: { at: '/predicate/materials', digests: ['sha1', 'gitCommit'] },
  builderId: '/predicate/builder/id',
  externalParameters: { at: `${INVOCATION}/parameters`, agreed: [] },
  inputs: `${ENVIRONMENT}/github_event_payload/inputs`,
  mayLackClaims: true,
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
      name: 'github_ref',
      certificate: ['{.14}'],
      statement: `{${ENVIRONMENT}/github_ref}`,
      required: true,
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
      name: 'config source commit',
      certificate: ['{.13}'],
      statement: `{${INVOCATION}/configSource/digest/sha1}`,
      required: true,
    },
    {
      item: 'commit',
      name: 'github_sha1',
      certificate: ['{.13}'],
      statement: `{${ENVIRONMENT}/github_sha1}`,
      required: true,
    },
    {
      item: 'workflow',
      name: 'entry point',
      certificate: ['{.18}'],
      statement: `{.12}/{${INVOCATION}/configSource/entryPoint}@{.14}`,
      required: true,
    },
    {
      item: 'builder',
      name: 'builder',
      certificate: ['{.9}'],
      statement: '{/predicate/builder/id}',
      required: true,
    },
    // both spellings of the invocation id occur
    {
      item: 'run',
      name: 'run and attempt',
      certificate: ['{run}-{attempt}'],
      statement: '{/predicate/metadata/buildInvocationID}',
    },
    {
      item: 'run',
      name: 'run and attempt (Id)',
      certificate: ['{run}-{attempt}'],
      statement: '{/predicate/metadata/buildInvocationId}',
    },
    {
      item: 'run',
      name: 'github_run_id',
      certificate: ['{run}'],
      statement: `{${ENVIRONMENT}/github_run_id}`,
    },
    {
      item: 'run',
      name: 'github_run_attempt',
      certificate: ['{attempt}'],
      statement: `{${ENVIRONMENT}/github_run_attempt}`,
    },
    {
      item: 'trigger',
      name: 'github_event_name',
      certificate: ['{.20}'],
      statement: `{${ENVIRONMENT}/github_event_name}`,
    },
    {
      item: 'repositoryId',
      name: 'github_repository_id',
      certificate: ['{.15}'],
      statement: `{${ENVIRONMENT}/github_repository_id}`,
    },
    {
      item: 'ownerId',
      name: 'github_repository_owner_id',
      certificate: ['{.17}'],
      statement: `{${ENVIRONMENT}/github_repository_owner_id}`,
    },
  ],
  withoutRow: {
    repository: 'it is part of the source material’s URI',
    runner: 'it is not recorded; the generators run on GitHub-hosted runners',
  },
} as const satisfies Omit<BuildType, 'uri' | 'title'>;
