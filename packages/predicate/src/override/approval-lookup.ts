import type { BundleSource } from '../bundle/bundle-source.ts';
import { parseBundles } from '../bundle/parse-bundles.ts';
import type { Expectations, Override } from '../policy/policy.ts';
import type { Release } from '../release.ts';
import type { UsableRoot } from '../signature/usable-root.ts';
import { type ApprovalOutcome, verifyApproval } from './verify-approval.ts';

/** Looks the approval of an override up among signed evidence: the first that holds, else why each does not. Pure. */
export function approvalLookup(
  approvals: readonly BundleSource[],
  { overrides, profiles }: Expectations,
  { roots, release }: { readonly roots: readonly UsableRoot[]; readonly release: Release },
): (override: Override) => ApprovalOutcome {
  const approvers = overrides?.approvers ?? [];
  const actor = release.run?.actor;
  const input = { roots, profiles, approvers, ...(actor !== undefined && { actor }) };
  return (override) => {
    const outcomes = approvals
      .flatMap(parseBundles)
      .map((parsed) => verifyApproval(parsed, override, input));
    const approved = outcomes.find((outcome) => 'approver' in outcome);
    if (approved) return approved;
    const problems = outcomes.flatMap((outcome) => ('problem' in outcome ? [outcome.problem] : []));
    return {
      problem: problems.length === 0 ? 'no signed approval of it was given' : problems.join('; '),
    };
  };
}
