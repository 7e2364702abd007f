import { describe, expect, test } from 'vitest';
import { definePolicy } from '../../src/policy/define-policy.ts';
import type { PolicyOptions } from '../../src/policy/policy.ts';
import { isPredicateError } from '../../src/predicate-error.ts';

const GITHUB = ['https://actions.github.io/buildtypes/workflow/v1'];
const DELEGATOR = ['https://github.com/slsa-framework/slsa-github-generator/delegator-generic@v0'];
const WORKFLOW = '.github/workflows/release.yml';

function refusal(options: Partial<PolicyOptions>): string {
  try {
    definePolicy({ source: 'github:acme/widgets', workflow: WORKFLOW, ...options });
  } catch (error) {
    if (isPredicateError(error)) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'accepted';
}

describe('a policy that nothing can satisfy is refused with its place and what to do', () => {
  test.each<[string, Partial<PolicyOptions>, RegExp]>([
    [
      'an input of workflow_dispatch without the trigger',
      {
        release: { binding: 'input', name: 'tag', branches: ['refs/heads/main'] },
        triggers: ['push'],
      },
      /^POLICY_INVALID #\/triggers: .*workflow_dispatch.*: add it/,
    ],
    [
      'a release input that no build type records',
      {
        release: { binding: 'input', name: 'tag', branches: ['refs/heads/main'] },
        buildTypes: GITHUB,
      },
      /^POLICY_INVALID #\/release: none of the accepted build types records/,
    ],
    [
      'inputs that no build type records',
      { inputs: { debug: { equals: 'no' } }, buildTypes: GITHUB },
      /^POLICY_INVALID #\/inputs: /,
    ],
    ['a builder that nobody names', { buildTypes: DELEGATOR }, /^POLICY_INVALID #\/builder: /],
    [
      'a checkout that no build type offers',
      { checkout: 'differentAllowedUnsafe', buildTypes: GITHUB },
      /^POLICY_INVALID #\/checkout: /,
    ],
    [
      'runners of a signer that the policy does not accept',
      {
        workflow: undefined,
        runners: ['github-hosted'],
        signers: [{ workflow: WORKFLOW, runners: ['self-hosted'] }],
      },
      /^POLICY_INVALID #\/signers\/0\/runners: /,
    ],
    [
      'a masked parameter',
      { externalParameters: { '/token': { equals: '***' } } },
      /^POLICY_INVALID #\/externalParameters: \/token .*anyUnsafe/,
    ],
    [
      'a denial that ends before it begins',
      {
        denied: {
          signers: [
            { san: 'x', from: '2026-02-01T00:00:00.000Z', until: '2026-01-01T00:00:00.000Z' },
          ],
        },
      },
      /^POLICY_INVALID #\/denied\/signers\/0: /,
    ],
    [
      'a signer beside the list of signers',
      { signers: [{ workflow: WORKFLOW }] },
      /^POLICY_INVALID #\/workflow: stands beside "signers": move it/,
    ],
    [
      'a signer rule without a signer',
      { workflow: undefined, signers: [{ maxLevel: 3 }] },
      /^POLICY_INVALID #\/signers\/0: 0 signers are named/,
    ],
    [
      'an unknown build type of a signer',
      {
        workflow: undefined,
        signers: [{ workflow: WORKFLOW, buildTypes: ['https://example.com/x'] }],
      },
      /^POLICY_INVALID #\/buildTypes: .*https:\/\/example.com\/x/,
    ],
  ])('%s', (_, options, expected) => {
    expect(refusal(options)).toMatch(expected);
  });

  test('a member that is undefined is not stated', () => {
    const options = { runners: undefined, triggers: undefined } as Partial<PolicyOptions>;
    expect(refusal(options)).toBe('accepted');
  });
});
