import { fail, notApplicable, pass } from '../catalog.ts';
import { meets, readLevels } from '../level.ts';
import { listed } from '../listed.ts';
import type { VsaCheck } from '../vsa-check.ts';

/** Whether each expected level is met (step 7). Levels that have no one meaning fail, whatever is expected. */
export const checkLevels: VsaCheck = ({ predicate: { verifiedLevels }, expected }) => {
  const read = readLevels(verifiedLevels);
  if ('problem' in read) {
    return fail(
      'levels',
      {
        message: `the levels cannot be read in one way only: ${read.problem}`,
        actual: verifiedLevels[read.index] ?? '',
        pointer: `/predicate/verifiedLevels/${read.index}`,
      },
      'predicate_malformed',
    );
  }
  const { levels } = expected;
  if (!levels) return notApplicable('levels', 'any level is accepted (anyLevelUnsafe)');
  const missing = levels.filter((level) => !meets(read.levels, level));
  const finding = {
    expected: listed(missing.length > 0 ? missing : levels),
    actual: listed(verifiedLevels),
    pointer: '/predicate/verifiedLevels',
  };
  return missing.length === 0
    ? pass('levels', { message: `verified at ${listed(levels)} or above`, ...finding })
    : fail('levels', { message: 'it was not verified at the expected level', ...finding });
};
