import { PROVENANCE_V1 } from '../statement/predicate-types.ts';
import type { BuildType } from './build-type.ts';
import { DELEGATOR, rulesOfVariables, SOURCE_MATERIAL, TOOL } from './delegator.ts';

const DEFINITION = '/predicate/buildDefinition';

/** Bring your own builder, SLSA provenance v1 (spec.md 1.9 E). @see slsa-framework/slsa-github-generator BYOB.md */
export const DELEGATOR_V1: BuildType = {
  ...DELEGATOR,
  title: 'slsa-github-generator, bring your own builder',
  predicateType: PROVENANCE_V1,
  materials: { at: `${DEFINITION}/resolvedDependencies`, digests: ['gitCommit', 'sha1'] },
  builderId: '/predicate/runDetails/builder/id',
  externalParameters: { at: `${DEFINITION}/externalParameters`, agreed: [] },
  inputs: `${DEFINITION}/internalParameters/GITHUB_EVENT_PAYLOAD/inputs`,
  agreement: [
    SOURCE_MATERIAL,
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
      item: 'builder',
      name: 'builder',
      matches: TOOL,
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
    ...rulesOfVariables(`${DEFINITION}/internalParameters`),
  ],
};
