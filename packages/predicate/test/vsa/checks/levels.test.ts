import { describe, expect, test } from 'vitest';
import { checkLevels } from '../../../src/vsa/checks/levels.ts';
import { checkInput } from '../fixture.ts';

const check = (verifiedLevels: readonly string[], levels?: readonly [string, ...string[]]) =>
  checkLevels(
    checkInput(levels ? { levels } : {}, (predicate) =>
      Object.assign(predicate, { verifiedLevels }),
    ),
  );

describe('check levels (SLSA VSA step 7)', () => {
  test('holds when each expected level is met by its track, and each other value is there', () => {
    const stated = ['SLSA_BUILD_LEVEL_3', 'SLSA_SOURCE_LEVEL_2', 'BCID_L1'];
    expect(check(stated, ['SLSA_BUILD_LEVEL_2', 'SLSA_SOURCE_LEVEL_2', 'BCID_L1']).status).toBe(
      'pass',
    );
  });

  test('fails when one is not met, and names it alone', () => {
    const stated = ['SLSA_BUILD_LEVEL_2', 'BCID_L1'];
    expect(check(stated, ['SLSA_BUILD_LEVEL_3', 'BCID_L1', 'SLSA_SOURCE_LEVEL_1'])).toMatchObject({
      status: 'fail',
      reason: 'policy_violation',
      expected: 'SLSA_BUILD_LEVEL_3, SLSA_SOURCE_LEVEL_1',
      actual: 'SLSA_BUILD_LEVEL_2, BCID_L1',
      pointer: '/predicate/verifiedLevels',
    });
  });

  test('fails for no levels at all', () => {
    expect(check([])).toMatchObject({ status: 'fail', actual: 'none' });
  });

  test('code signing without a level is asked for by the level that claims nothing (SLSA 1.1)', () => {
    const stated = ['SLSA_BUILD_LEVEL_UNEVALUATED'];
    expect(check(stated, ['SLSA_BUILD_LEVEL_UNEVALUATED']).status).toBe('pass');
    expect(check(stated, ['SLSA_BUILD_LEVEL_1']).status).toBe('fail');
  });

  test.each([
    [['SLSA_BUILD_LEVEL_3', 'SLSA_BUILD_LEVEL_03'], 1],
    [['SLSA_BUILD_LEVEL_3', 'SLSA_BUILD_LEVEL_1'], 1],
    [['FAILED', 'SLSA_BUILD_LEVEL_3'], 0],
  ])('malformed: %j fails whatever is expected', (stated, index) => {
    const malformed = {
      status: 'fail',
      reason: 'predicate_malformed',
      actual: stated[index],
      pointer: `/predicate/verifiedLevels/${index}`,
    };
    expect(check(stated)).toMatchObject(malformed);
    const input = checkInput({}, (predicate) =>
      Object.assign(predicate, { verifiedLevels: stated }),
    );
    expect(checkLevels({ ...input, expected: { anyLevelUnsafe: true } as never })).toMatchObject(
      malformed,
    );
  });

  test('opted out of, it has nothing to judge', () => {
    const input = { ...checkInput(), expected: { anyLevelUnsafe: true } as never };
    expect(checkLevels(input).status).toBe('not_applicable');
  });
});
