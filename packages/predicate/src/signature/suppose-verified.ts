import type { Statement } from '../statement/schemas.ts';
import type { VerifiedSignature } from './verify-signature.ts';
import type { VerifiedStatement } from './verify-statement.ts';

/**
 * A statement as if somebody had signed it and its subject had been verified, for asking what a policy would say of it.
 * Nothing that the verdict about a release rests on calls this: only `src/mutate/` may import it (npm run boundaries).
 */
export function supposeVerified(
  statement: Statement,
  signature: VerifiedSignature,
): VerifiedStatement {
  return { statement, signature } as VerifiedStatement; // the brand has no value
}
