import { VSA } from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { checkVerifier } from '../../../src/vsa/checks/verifier.ts';
import { checkInput } from '../fixture.ts';

const check = (id: unknown) =>
  checkVerifier(checkInput({}, (predicate) => Object.assign(predicate.verifier, { id })));

describe('check verifier (SLSA VSA step 4)', () => {
  test('holds for the expected verifier', () => {
    expect(check(VSA.verifierId)).toMatchObject({
      status: 'pass',
      pointer: '/predicate/verifier/id',
    });
  });

  test.each([
    ['another', 'https://evil.example/gate'],
    ['a longer one', `${VSA.verifierId}/x`],
    ['a shorter one', VSA.verifierId.slice(0, -1)],
    ['white space', `${VSA.verifierId} `],
  ])('fails for %s', (_, id) => {
    expect(check(id)).toMatchObject({
      status: 'fail',
      reason: 'policy_violation',
      expected: VSA.verifierId,
      actual: id,
    });
    expect(check(id)).not.toHaveProperty('hint');
  });

  test('malformed: one that differs in case, or by a slash, is another, and the hint says so', () => {
    expect(check(VSA.verifierId.toUpperCase())).toMatchObject({
      status: 'fail',
      hint: expect.stringContaining('case'),
    });
    expect(check(`${VSA.verifierId}/`)).toMatchObject({
      status: 'fail',
      hint: expect.stringContaining('slash'),
    });
  });

  test('opted out of, it has nothing to judge', () => {
    const input = { ...checkInput(), expected: { anyVerifierUnsafe: true } as never };
    expect(checkVerifier(input).status).toBe('not_applicable');
  });
});
