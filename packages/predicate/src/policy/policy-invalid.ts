import { PredicateError } from '../predicate-error.ts';

/** A `PredicateError` POLICY_INVALID that says where (JSON pointer into the policy), what, and how to put it right. */
export function policyInvalid(pointer: string, problem: string, fix: string): PredicateError {
  return new PredicateError('POLICY_INVALID', `#${pointer}: ${problem}: ${fix}`);
}
