import { PROVENANCE_V02 } from '../statement/predicate-types.ts';
import type { BuildType } from './build-type.ts';
import { DELEGATOR, rulesOfVariables, SOURCE_MATERIAL, TOOL } from './delegator.ts';

const INVOCATION = '/predicate/invocation';

/** Bring your own builder, SLSA provenance v0.2 (spec.md 1.9 E). */
export const DELEGATOR_V02: BuildType = {
  ...DELEGATOR,
  title: 'slsa-github-generator, bring your own builder, SLSA provenance v0.2',
  predicateType: PROVENANCE_V02,
  materials: { at: '/predicate/materials', digests: ['sha1', 'gitCommit'] },
  builderId: '/predicate/builder/id',
  externalParameters: { at: `${INVOCATION}/parameters`, agreed: [] },
  inputs: `${INVOCATION}/environment/GITHUB_EVENT_PAYLOAD/inputs`,
  agreement: [
    SOURCE_MATERIAL,
    {
      item: 'sourceRef',
      name: 'config source',
      certificate: ['git+{.12}@{.14}'],
      statement: `{${INVOCATION}/configSource/uri}`,
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
      item: 'workflow',
      name: 'entry point',
      certificate: ['{.18}'],
      statement: `{.12}/{${INVOCATION}/configSource/entryPoint}@{.14}`,
      required: true,
    },
    {
      item: 'builder',
      name: 'builder',
      matches: TOOL,
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
    ...rulesOfVariables(`${INVOCATION}/environment`),
  ],
};
