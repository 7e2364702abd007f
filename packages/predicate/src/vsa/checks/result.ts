import { fail, pass } from '../catalog.ts';
import type { VsaCheck } from '../vsa-check.ts';

/** Whether the verifier's policy was satisfied (step 6). */
export const checkResult: VsaCheck = ({ predicate: { verificationResult: actual } }) => {
  const finding = { expected: 'PASSED', actual, pointer: '/predicate/verificationResult' };
  if (actual === 'PASSED')
    return pass('result', { message: 'the verifier says PASSED', ...finding });
  const message =
    actual === 'FAILED'
      ? 'the verifier says that its policy was not satisfied'
      : 'the verifier says neither PASSED nor FAILED';
  return fail('result', { message, ...finding });
};
