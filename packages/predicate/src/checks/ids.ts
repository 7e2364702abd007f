import { type ClaimName, claimPlace } from '../certificate/claims.ts';
import { fail, notApplicable, pass } from './check-result.ts';
import type { StatementCheck } from './statement-check.ts';

/**
 * Whether repository and owner are the ones with these numbers (spec.md 1.3 #20): a deleted or renamed account's name
 * can be registered by somebody else, its number never. Expected by the policy, or by the release accepted last.
 */
export const checkIds: StatementCheck = ({ claims, expectations, lineage }) => {
  const pairs: readonly { claim: ClaimName; expected: string | undefined; what: string }[] = [
    {
      claim: 'sourceRepositoryIdentifier',
      expected: expectations.repositoryId ?? lineage?.accepted.repositoryId,
      what: 'repository',
    },
    {
      claim: 'sourceRepositoryOwnerIdentifier',
      expected: expectations.ownerId ?? lineage?.accepted.ownerId,
      what: 'owner',
    },
  ];
  const asked = pairs.filter(({ expected }) => expected !== undefined);
  if (asked.length === 0)
    return notApplicable('ids', 'no numbers of repository or owner were asked for');
  const other = asked.find(({ claim, expected }) => claims[claim] !== expected);
  if (other) {
    return fail('ids', {
      message: `the ${other.what} has the name that was expected, and another number`,
      expected: other.expected ?? 'absent',
      actual: claims[other.claim] ?? 'absent',
      pointer: claimPlace(other.claim),
      hint: 'The name may have been registered anew by somebody else; if it was recreated on purpose, update the number.',
    });
  }
  const numbers = asked.map(({ what, expected }) => `${what} ${expected}`).join(', ');
  return pass('ids', { message: numbers, expected: numbers, actual: numbers });
};
