import { describe, expect, test } from 'vitest';
import { checkResult } from '../../../src/vsa/checks/result.ts';
import { checkInput } from '../fixture.ts';

const check = (verificationResult: unknown) =>
  checkResult(checkInput({}, (predicate) => Object.assign(predicate, { verificationResult })));

describe('check result (SLSA VSA step 6)', () => {
  test('holds for PASSED', () => {
    expect(check('PASSED')).toMatchObject({
      status: 'pass',
      pointer: '/predicate/verificationResult',
    });
  });

  test('fails for FAILED', () => {
    expect(check('FAILED')).toMatchObject({
      status: 'fail',
      reason: 'policy_violation',
      message: 'the verifier says that its policy was not satisfied',
    });
  });

  test.each([['passed'], ['Passed'], ['PASSED '], ['PASSED\n'], ['WARNED'], ['true']])(
    'malformed: %j is not PASSED',
    (result) => {
      expect(check(result)).toMatchObject({ status: 'fail', expected: 'PASSED', actual: result });
    },
  );
});
