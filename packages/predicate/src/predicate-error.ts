/**
 * What the caller gave that cannot be used. Closed list; branch on it, never on the message.
 * - POLICY_INVALID: the policy contradicts itself, is no policy, or misses what a check needs
 * - BUILD_TYPE_INVALID: a file that describes a build type does not, or one is described twice
 * - LOCK_INVALID: a lockfile is none
 * - TRUST_ROOT_INVALID: no trusted root, or one whose keys or certificates cannot be read
 * - ARTIFACT_INVALID: no artifact, or a digest that is not SHA-256, SHA-384 or SHA-512 in lowercase hex
 * - RELEASE_INVALID: the release lacks what the policy's binding compares, or is malformed
 * - KEY_INVALID: the public key is no SPKI in PEM, or of a kind that is not verified
 * - VSA_INVALID: what a verification summary is held against, or made of, is missing or contradicts itself
 */
export type PredicateErrorCode =
  | 'POLICY_INVALID'
  | 'BUILD_TYPE_INVALID'
  | 'LOCK_INVALID'
  | 'TRUST_ROOT_INVALID'
  | 'ARTIFACT_INVALID'
  | 'RELEASE_INVALID'
  | 'KEY_INVALID'
  | 'VSA_INVALID';

/**
 * Thrown when the caller's own input cannot be used. What an attestation is guilty of is never thrown: it is a
 * failed check in the report.
 */
export class PredicateError extends Error {
  override readonly name = 'PredicateError';
  readonly code: PredicateErrorCode;

  constructor(code: PredicateErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** True for a `PredicateError` from any copy of this package. */
export function isPredicateError(error: unknown): error is PredicateError {
  return error instanceof Error && error.name === 'PredicateError' && 'code' in error;
}
