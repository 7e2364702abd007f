import type { BuildType } from '../../src/build-types/build-type.ts';

/** A complete build type of somebody's own, so small that each row's absence shows; `changes` spoil it. */
export function exampleBuildType(changes: Partial<BuildType> = {}): BuildType {
  return {
    version: 1,
    uri: 'https://builds.example.com/workflow/v1',
    title: 'Example builds',
    predicateType: 'https://slsa.dev/provenance/v1',
    maxLevel: 2,
    materials: { at: '/predicate/buildDefinition/resolvedDependencies', digests: ['gitCommit'] },
    builderId: '/predicate/runDetails/builder/id',
    externalParameters: {
      at: '/predicate/buildDefinition/externalParameters',
      agreed: ['/workflow'],
    },
    agreement: EXAMPLE_RULES,
    withoutRow: {
      trigger: 'it is not recorded',
      repositoryId: 'it is not recorded',
      ownerId: 'it is not recorded',
      runner: 'there is one kind only',
    },
    ...changes,
  };
}

/** Its rules, by the item that each is about. */
export const EXAMPLE_RULES = [
  {
    item: 'sourceRef',
    name: 'source',
    certificate: ['git+{.12}@{.14}'],
    statement: '{source/uri}',
    required: true,
  },
  {
    item: 'commit',
    name: 'commit',
    certificate: ['{.13}'],
    statement: '{source/digest/gitCommit}',
    required: true,
  },
  {
    item: 'repository',
    name: 'repository',
    certificate: ['{.12}'],
    statement: '{/predicate/buildDefinition/internalParameters/repository}',
    required: true,
  },
  {
    item: 'workflow',
    name: 'workflow',
    certificate: ['{.18}'],
    statement: '{.12}/{/predicate/buildDefinition/externalParameters/workflow}@{.14}',
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
  },
] as const satisfies BuildType['agreement'];
