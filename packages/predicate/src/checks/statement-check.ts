import type { Artifact } from '../artifact.ts';
import type { Build } from '../build-types/read-build.ts';
import type { Claims } from '../certificate/claims.ts';
import type { Lineage } from '../lock/lineage.ts';
import type { Expectations, SignerRule } from '../policy/policy.ts';
import type { Release } from '../release.ts';
import type { ReleaseAttestation } from '../release-attestation.ts';
import type { VerifiedStatement } from '../signature/verify-statement.ts';
import type { CheckResult } from './check-result.ts';

/** What the checks from 12 on are given. */
export interface CheckInput {
  readonly verified: VerifiedStatement;
  readonly build: Build;
  readonly claims: Claims;
  readonly expectations: Expectations;
  /** The signer rule that the certificate satisfies; what else it says must hold too (spec.md 1.7). */
  readonly rule: SignerRule;
  readonly artifacts: readonly Artifact[];
  readonly release: Release;
  /** Those of GitHub's immutable releases that were verified; only the release binding of that name reads them. */
  readonly releaseAttestations: readonly ReleaseAttestation[];
  /** What was accepted last; absent: there is no lockfile. */
  readonly lineage?: Lineage;
}

/** One rule about a verified statement. Pure. */
export type StatementCheck = (input: CheckInput) => CheckResult;
