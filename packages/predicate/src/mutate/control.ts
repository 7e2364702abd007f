import type { CheckId } from '../checks/catalog.ts';
import type { CheckResult } from '../checks/check-result.ts';

/** A negative control: something was changed for the worse, and a check had to notice. Plain JSON. */
export interface Control {
  /** What was changed, for people. */
  readonly name: string;
  /** The checks that had to fail, one of them. */
  readonly checks: readonly CheckId[];
  /**
   * `caught`: by the check that is meant; `survived`: it was not, so the comparison is not made; `not_asked`: the
   * expectation is not stated, so nothing could be changed.
   */
  readonly outcome: 'caught' | 'survived' | 'not_asked';
  /** What was found instead, on `survived`. */
  readonly detail?: string;
}

/**
 * Whether one of the checks that are meant has failed. It is not enough that another one did: a control that is caught
 * by accident says nothing of the comparison it is for (T6).
 */
export function control(
  name: string,
  checks: readonly CheckId[],
  results: readonly CheckResult[],
): Control {
  const failed = results.filter(({ status }) => status === 'fail').map(({ id }) => id);
  if (failed.some((id) => checks.includes(id))) return { name, checks, outcome: 'caught' };
  const detail =
    failed.length === 0
      ? 'nothing failed: the change would be accepted'
      : `failed in ${failed.join(', ')} instead`;
  return { name, checks, outcome: 'survived', detail };
}
