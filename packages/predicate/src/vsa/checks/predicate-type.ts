import { VSA_V1, VSA_V02 } from '../../statement/predicate-types.ts';
import type { Statement } from '../../statement/schemas.ts';
import { fail, pass, type VsaCheckResult } from '../catalog.ts';

/** Whether the predicate is a verification summary v1, byte for byte (step 3). */
export function checkVsaPredicateType({ predicateType }: Statement): VsaCheckResult {
  const finding = { expected: VSA_V1, actual: predicateType, pointer: '/predicateType' };
  if (predicateType === VSA_V1) {
    return pass('predicate-type', { message: 'SLSA verification summary v1', ...finding });
  }
  if (predicateType === VSA_V02) {
    const message = 'verification summary v0.2 says one policy_level, and nothing of tracks';
    const hint = 'Ask the verifier for summaries of SLSA 1.0 or later.';
    return fail('predicate-type', { message, ...finding, hint });
  }
  return fail('predicate-type', { message: 'an attestation of another kind', ...finding });
}
