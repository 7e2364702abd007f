import type { Artifact } from '../artifact.ts';
import type { Override } from '../policy/policy.ts';
import type { Release } from '../release.ts';
import type { ApprovalOutcome } from './verify-approval.ts';

/** What the check `predicate-type` needs to know of overrides. */
export interface OverrideEvidence {
  readonly release: Release;
  readonly artifacts: readonly Artifact[];
  /** Overrides beside those of the policy, for example of the manifest entry. */
  readonly overrides: readonly Override[];
  /** Looks the approval of an override up among the evidence. */
  readonly approvalOf: (override: Override) => ApprovalOutcome;
  /** The caller's clock. */
  readonly now: Date;
  /** When the signature was witnessed. */
  readonly times: readonly Date[];
}
