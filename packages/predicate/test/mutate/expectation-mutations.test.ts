import { describe, expect, test } from 'vitest';
import { CONTAINER_BASED } from '../../src/build-types/container-based.ts';
import { checkExternalParameters } from '../../src/checks/external-parameters.ts';
import { EXPECTATION_MUTATIONS } from '../../src/mutate/expectation-mutations.ts';
import { definePolicy } from '../../src/policy/define-policy.ts';
import { checkInput, statement } from '../checks/check-input.ts';

describe('EXPECTATION_MUTATIONS (T6)', () => {
  test('inputs: one more is expected beside those that are stated, and the check misses it', () => {
    const policy = definePolicy({
      source: 'github:acme/widgets',
      workflow: '.github/workflows/release.yml',
      inputs: { mode: { equals: 'fast' } },
    });
    const inputs = EXPECTATION_MUTATIONS.find(({ name }) => name === 'inputs');
    const changed = inputs?.change({ policy, artifacts: [], release: {} })?.policy.expectations[0];
    const read = statement();
    const buildDefinition = {
      internalParameters: { GITHUB_EVENT_PAYLOAD: { inputs: { mode: 'fast' } } },
    };
    const input = checkInput({
      statement: { ...read, predicate: { buildDefinition } },
      buildType: CONTAINER_BASED,
    });
    const judge = (expectations = policy.expectations[0]) =>
      checkExternalParameters({ ...input, expectations }).status;
    expect([judge(), judge(changed)]).toEqual(['pass', 'fail']);
  });
});
