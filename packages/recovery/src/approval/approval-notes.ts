import type { ApprovalDecision } from './decide-approval.ts';

/** A wall of text helps nobody: so many words that do not count are told, the last ones. */
const MOST_REFUSED = 8;

/**
 * Why a plan that waits for approval is not approved, for people: each word that was looked at and does not count, with where it
 * stands and its problem (docs/approvals.md says what each means); a denial; and what to do where nothing can be told. Nothing of one
 * that is approved. Pure.
 */
export function approvalNotes(decided: ApprovalDecision): readonly string[] {
  if (decided.decision === 'granted') return [];
  const refused = decided.refused
    .slice(-MOST_REFUSED)
    .map(({ problem, url }) => `${url} does not count: ${problem}`);
  if ('hints' in decided) {
    const { decision, hints } = decided;
    return [...refused, ...hints.map((hint) => `approval is ${decision}: ${hint}`)];
  }
  const { by, evidence } = decided.approval;
  return [...refused, `denied by ${by.id}: ${evidence}`];
}
