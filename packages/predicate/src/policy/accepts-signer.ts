import type { Claims } from '../certificate/claims.ts';
import type { Policy } from './policy.ts';
import { signerProblem } from './signer-problem.ts';

/**
 * Whether a policy would take somebody for the release builder. Whoever verifies, and could be taken for it, could also have
 * signed what is verified: Fulcio certifies the workflow, not the job (T1). Pure.
 */
export function acceptsSigner({ expectations }: Policy, claims: Claims): boolean {
  const issuer = claims.issuer ?? claims.issuerV1;
  return expectations.some(
    (expected) =>
      expected.issuer === issuer &&
      expected.signers.some(
        ({ signer }) => signerProblem(claims, signer, expected.repository) === undefined,
      ),
  );
}
