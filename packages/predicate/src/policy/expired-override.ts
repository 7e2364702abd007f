import { PredicateError } from '../predicate-error.ts';
import type { Override, Policy } from './policy.ts';
import { policyInvalid } from './policy-invalid.ts';

/** An override of a policy that no longer holds. */
export interface ExpiredOverride {
  /** JSON pointer into the policy. */
  readonly pointer: string;
  readonly override: Override;
}

/** The overrides of a policy that have expired at `now`, in order: dead permissions, which must not pile up. Pure. */
export function expiredOverrides(
  { match, expectations }: Policy,
  now: Date,
): readonly ExpiredOverride[] {
  return expectations.flatMap(({ overrides }, set) => {
    const at = expectations.length === 1 ? '' : `/${match}Of/${set}`;
    return (overrides?.granted ?? []).flatMap((override, index) =>
      Date.parse(override.expires_at) <= now.getTime()
        ? [{ pointer: `${at}/overrides/granted/${index}`, override }]
        : [],
    );
  });
}

/**
 * That no override of the policy has expired.
 * @param source what the error calls the policy, usually the file's path.
 * @throws PredicateError POLICY_INVALID, with pointer and fix
 */
export function assertCurrent(policy: Policy, source: string, now: Date): void {
  const [expired] = expiredOverrides(policy, now);
  if (!expired) return;
  const { pointer, override } = expired;
  const { message } = policyInvalid(
    pointer,
    `the override for ${override.tag} expired at ${override.expires_at}`,
    'remove it, or have it approved anew',
  );
  throw new PredicateError('POLICY_INVALID', `${source}${message}`);
}
