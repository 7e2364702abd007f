import type { Build } from '../build-types/read-build.ts';
import type { Claims } from '../certificate/claims.ts';
import type { Policy } from '../policy/policy.ts';
import type { Release } from '../release.ts';
import type { VerifiedStatement } from '../signature/verify-statement.ts';
import type { CheckResult } from './check-result.ts';

/** What the checks from 12 on are given. */
export interface CheckInput {
  readonly verified: VerifiedStatement;
  readonly build: Build;
  readonly claims: Claims;
  readonly policy: Policy;
  readonly release: Release;
}

/** One rule about a verified statement. Pure. */
export type StatementCheck = (input: CheckInput) => CheckResult;
