import { VSA } from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { checkResource } from '../../../src/vsa/checks/resource.ts';
import { checkInput } from '../fixture.ts';

const check = (resourceUri: unknown) =>
  checkResource(checkInput({}, (predicate) => Object.assign(predicate, { resourceUri })));

describe('check resource (SLSA VSA step 5, T10)', () => {
  test('holds for the expected resource', () => {
    expect(check(VSA.resourceUri)).toMatchObject({
      status: 'pass',
      pointer: '/predicate/resourceUri',
    });
  });

  test.each([
    ['pkg:generic/widgets@1.2.4'],
    ['pkg:generic/widgets'],
    [`${VSA.resourceUri}?x=y`],
    ['pkg:generic/widgets@1.2%2E3'],
  ])('fails for %s', (resourceUri) => {
    expect(check(resourceUri)).toMatchObject({
      status: 'fail',
      reason: 'policy_violation',
      expected: VSA.resourceUri,
      actual: resourceUri,
    });
  });

  test('malformed: one that differs in case is another, and the hint says so', () => {
    expect(check('PKG:generic/widgets@1.2.3')).toMatchObject({
      status: 'fail',
      hint: expect.stringContaining('case'),
    });
  });

  test('opted out of, it has nothing to judge', () => {
    const input = { ...checkInput(), expected: { anyResourceUnsafe: true } as never };
    expect(checkResource(input).status).toBe('not_applicable');
  });
});
