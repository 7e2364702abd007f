import type { FailureReason } from '../failure-reason.ts';
import { CHECK_IDS, type CheckId } from './catalog.ts';
import { type CheckResult, type Results, skipped } from './check-result.ts';

/** A verdict with all that led to it. */
export interface Conclusion<Id extends string = CheckId> {
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  /** The reason of the first check that failed; where none did, of the first that could not be decided. */
  readonly failureReason?: FailureReason;
  /** Every check that was due, in the order of its catalog. */
  readonly checks: readonly CheckResult<Id>[];
}

/**
 * Draws the conclusion from the checks that ran. `pass` needs each check up to `last` to have said so itself, or to
 * have nothing to judge: one that did not run is skipped, and a skipped one never passes. `inconclusive` needs each check
 * that did not pass to be undecided, or skipped because of one that is (spec.md 1.2).
 */
export function conclude(results: readonly CheckResult[], last: CheckId): Conclusion {
  return concludeFrom(results, CHECK_IDS.slice(0, CHECK_IDS.indexOf(last) + 1), skipped);
}

/** The same for the checks of any catalog: `required` has all of them, in order. */
export function concludeFrom<Id extends string>(
  results: readonly CheckResult<Id>[],
  required: readonly Id[],
  skip: Results<Id>['skipped'],
): Conclusion<Id> {
  const failed =
    results.find(({ status }) => status === 'fail') ??
    results.find(({ status }) => status === 'inconclusive');
  const why = failed ? `not reached: ${failed.id} did not hold` : 'not reached';
  const checks = required.map((id) => results.find((result) => result.id === id) ?? skip(id, why));
  const holds = checks.every(({ status }) => status === 'pass' || status === 'not_applicable');
  return {
    verdict: holds ? 'pass' : failed?.status === 'inconclusive' ? 'inconclusive' : 'fail',
    ...(failed?.reason !== undefined && { failureReason: failed.reason }),
    checks,
  };
}
