import type { Statement, VerificationSummaryV1 } from '../statement/schemas.ts';
import type { VsaCheckResult } from './catalog.ts';
import type { VsaExpectations } from './expectations.ts';

/** What the checks of a signed summary are given. Only `readVsa` makes one, from a payload whose signature holds. */
export interface VsaCheckInput {
  readonly statement: Statement;
  readonly predicate: VerificationSummaryV1;
  readonly expected: VsaExpectations;
  /** The caller's clock. */
  readonly now: Date;
}

/** One rule about a signed summary. Pure. */
export type VsaCheck = (input: VsaCheckInput) => VsaCheckResult;
