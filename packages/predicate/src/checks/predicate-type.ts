import type { Policy } from '../policy/policy.ts';
import { PROVENANCE_V1, PROVENANCE_V02 } from '../statement/predicate-types.ts';
import type { Statement } from '../statement/schemas.ts';
import { type CheckResult, fail, pass } from './check-result.ts';

/** Whether the predicate is SLSA provenance v1, byte for byte (S1.2a, spec.md 1.4). */
export function checkPredicateType({ predicateType }: Statement, policy: Policy): CheckResult {
  const expected = policy.predicateType;
  const finding = { expected, actual: predicateType, pointer: '/predicateType' };
  if (predicateType === PROVENANCE_V1 && expected === PROVENANCE_V1) {
    return pass('predicate-type', { message: 'SLSA provenance v1', ...finding });
  }
  if (predicateType === PROVENANCE_V02) {
    const message = 'SLSA provenance v0.2 passes only with an approved governance override';
    const hint = 'Attest with a builder that writes SLSA provenance v1.';
    return fail('predicate-type', { message, ...finding, hint });
  }
  if (predicateType === expected) {
    const message = 'this is no SLSA provenance v1, the only predicate that proves a build';
    return fail('predicate-type', { message, ...finding, expected: PROVENANCE_V1 });
  }
  return fail('predicate-type', { message: 'an attestation of another kind', ...finding });
}
