import { notApplicable } from '../catalog.ts';
import type { VsaCheck } from '../vsa-check.ts';
import { checkExact } from './exact.ts';

/** Whether the expected verifier made the summary (step 4). That the signer may speak for it is the caller's pair. */
export const checkVerifier: VsaCheck = ({ predicate, expected: { verifierId } }) => {
  if (verifierId === undefined) {
    return notApplicable('verifier', 'any verifier is accepted (anyVerifierUnsafe)');
  }
  return checkExact(
    'verifier',
    { expected: verifierId, actual: predicate.verifier.id },
    {
      pass: `verified by ${verifierId}`,
      fail: 'another verifier made the summary',
      pointer: '/predicate/verifier/id',
    },
  );
};
