import { VSA } from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { checkPolicy } from '../../../src/vsa/checks/policy.ts';
import type { ExpectedVsaPolicy } from '../../../src/vsa/expectations.ts';
import { checkInput } from '../fixture.ts';

const SHA256 = 'f'.repeat(64);
const check = (policy: ExpectedVsaPolicy, stated?: object) =>
  checkPolicy(
    checkInput({ policy }, (predicate) => {
      if (stated) Object.assign(predicate, { policy: stated });
    }),
  );

describe('check policy', () => {
  test.each<[string, ExpectedVsaPolicy]>([
    ['its URI', { uri: VSA.policyUri }],
    ['its digest', { digest: { sha256: SHA256 } }],
    ['both', { uri: VSA.policyUri, digest: { sha256: SHA256 } }],
  ])('holds for %s', (_, policy) => {
    expect(check(policy)).toMatchObject({ status: 'pass' });
  });

  test.each<[string, ExpectedVsaPolicy, string]>([
    [
      'another URI',
      { uri: `${VSA.policyUri}/x`, digest: { sha256: SHA256 } },
      '/predicate/policy/uri',
    ],
    [
      'another digest',
      { uri: VSA.policyUri, digest: { sha256: '0'.repeat(64) } },
      '/predicate/policy/digest',
    ],
    [
      'a digest that is not stated',
      { digest: { sha256: SHA256, gitCommit: 'a'.repeat(40) } },
      '/predicate/policy/digest',
    ],
  ])('fails for %s', (_, policy, pointer) => {
    expect(check(policy)).toMatchObject({ status: 'fail', reason: 'policy_violation', pointer });
  });

  test.each<[string, object]>([
    ['no digest', { uri: VSA.policyUri }],
    ['a null digest', { uri: VSA.policyUri, digest: null }],
    ['an empty digest set', { uri: VSA.policyUri, digest: {} }],
  ])('malformed: %s is no digest that was expected', (_, stated) => {
    expect(check({ digest: { sha256: SHA256 } }, stated)).toMatchObject({
      status: 'fail',
      actual: 'none',
    });
    expect(check({ digest: { constructor: 'x' } }, stated).status).toBe('fail');
  });

  test('not asked for, it has nothing to judge', () => {
    expect(checkPolicy(checkInput()).status).toBe('not_applicable');
  });
});
