import type { Claims } from '../certificate/claims.ts';
import type { CheckResult } from '../checks/check-result.ts';
import type { TrustSummary } from '../trust/trust.ts';

declare const signed: unique symbol;

/** Who signed an envelope, once the signature was verified. Plain JSON. */
export type SignedBy =
  | {
      readonly kind: 'key';
      /** The name by which the caller knows the key. */
      readonly keyId: string;
      /** As `ssh-keygen -l` prints it: `SHA256:` and unpadded base64. */
      readonly fingerprint: string;
    }
  | {
      readonly kind: 'certificate';
      readonly claims: Claims;
      /** The trusted root that the certificate ends in. */
      readonly trust: TrustSummary;
      /** The earliest witnessed time, UTC, ISO 8601. */
      readonly signedAt?: string;
    };

/**
 * The payload of an envelope that the expected signer has signed. Only this folder makes one, so nobody can be handed a
 * payload that nobody signed.
 */
export interface SignedPayload {
  readonly [signed]: true;
  readonly payload: Uint8Array;
  readonly by: SignedBy;
}

/** The results of the checks 1 to 7 that ran, in order; `signed` only if all hold. */
export interface SignedOutcome {
  readonly results: readonly CheckResult[];
  readonly signed?: SignedPayload;
}

/** For the verifiers of this folder, after their last check has passed. */
export function signedPayload(payload: Uint8Array, by: SignedBy): SignedPayload {
  return { payload, by } as SignedPayload; // the brand has no value; it exists for the compiler only
}
