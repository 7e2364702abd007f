import type { FailureReason } from '../failure-reason.ts';
import { CHECK_IDS, type CheckId } from './catalog.ts';
import { type CheckResult, skipped } from './check-result.ts';

/** A verdict with all that led to it. */
export interface Conclusion {
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  /** The reason of the first check that failed; where none did, of the first that could not be decided. */
  readonly failureReason?: FailureReason;
  /** Every check up to `last`, in the order of spec.md 1.3. */
  readonly checks: readonly CheckResult[];
}

/**
 * Draws the conclusion from the checks that ran. `pass` needs each check up to `last` to have said so itself, or to
 * have nothing to judge: one that did not run is skipped, and a skipped one never passes. `inconclusive` needs each check
 * that did not pass to be undecided, or skipped because of one that is (spec.md 1.2).
 */
export function conclude(results: readonly CheckResult[], last: CheckId): Conclusion {
  const failed =
    results.find(({ status }) => status === 'fail') ??
    results.find(({ status }) => status === 'inconclusive');
  const why = failed ? `not reached: ${failed.id} did not hold` : 'not reached';
  const required = CHECK_IDS.slice(0, CHECK_IDS.indexOf(last) + 1);
  const checks = required.map(
    (id) => results.find((result) => result.id === id) ?? skipped(id, why),
  );
  const holds = checks.every(({ status }) => status === 'pass' || status === 'not_applicable');
  return {
    verdict: holds ? 'pass' : failed?.status === 'inconclusive' ? 'inconclusive' : 'fail',
    ...(failed?.reason !== undefined && { failureReason: failed.reason }),
    checks,
  };
}
