import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDependencies } from '../../../src/vsa/checks/dependencies.ts';
import { checkInput } from '../fixture.ts';

const LEVEL = 'SLSA_BUILD_LEVEL_2';

const check = (dependencyLevels: unknown, dependencyLevel: string | undefined = LEVEL) =>
  checkDependencies(
    checkInput({ dependencyLevel } as never, (predicate) =>
      Object.assign(predicate, { dependencyLevels }),
    ),
  );

describe('check dependencies (SLSA VSA dependencyLevels)', () => {
  test.each<[string, Record<string, number>]>([
    ['all are at the level or above', { SLSA_BUILD_LEVEL_2: 3, SLSA_BUILD_LEVEL_3: 5 }],
    ['there are none', {}],
    ['there are none at lower levels', { SLSA_BUILD_LEVEL_1: 0, SLSA_BUILD_LEVEL_2: 3, FAILED: 0 }],
    ['another track counts the same', { SLSA_BUILD_LEVEL_2: 3, SLSA_SOURCE_LEVEL_1: 3 }],
    ['another track counts fewer', { SLSA_BUILD_LEVEL_2: 3, SLSA_SOURCE_LEVEL_1: 2, REVIEWED: 1 }],
  ])('holds when %s', (_, levels) => {
    expect(check(levels)).toMatchObject({ status: 'pass', pointer: '/predicate/dependencyLevels' });
  });

  test.each<[string, Record<string, number> | null | undefined]>([
    ['the summary says nothing of them', undefined],
    ['the summary says null of them', null],
    ['one is below', { SLSA_BUILD_LEVEL_1: 1, SLSA_BUILD_LEVEL_3: 5 }],
    ['one was not evaluated', { SLSA_BUILD_LEVEL_UNEVALUATED: 1, SLSA_BUILD_LEVEL_3: 5 }],
    ['one has failed and is counted there alone', { FAILED: 1 }],
    ['one has failed beside more that have not', { FAILED: 1, SLSA_BUILD_LEVEL_3: 5 }],
    [
      'another track counts more',
      { SLSA_BUILD_LEVEL_2: 3, SLSA_SOURCE_LEVEL_1: 2, SLSA_SOURCE_LEVEL_2: 2 },
    ],
    ['another value counts more', { SLSA_BUILD_LEVEL_2: 3, REVIEWED: 4 }],
    ['only another track counts', { SLSA_SOURCE_LEVEL_3: 1 }],
  ])('fails when %s', (_, levels) => {
    expect(check(levels)).toMatchObject({
      status: 'fail',
      reason: 'policy_violation',
      expected: 'every dependency at SLSA_BUILD_LEVEL_2 or above',
    });
  });

  test.each([['SLSA_BUILD_LEVEL_02'], ['slsa_build_level_2'], ['SLSA_X'], ['']])(
    'malformed: the level %j fails, asked for or not',
    (name) => {
      for (const level of [LEVEL, undefined]) {
        const input = checkInput({}, (predicate) =>
          Object.assign(predicate, { dependencyLevels: { [name]: 1 } }),
        );
        const expected = { ...input.expected, ...(level && { dependencyLevel: level }) };
        expect(checkDependencies({ ...input, expected })).toMatchObject({
          status: 'fail',
          reason: 'predicate_malformed',
          pointer: `/predicate/dependencyLevels/${name}`,
        });
      }
    },
  );

  test('a great many levels are no burden', () => {
    const levels = Array.from({ length: 200_000 }, (_, n) => [`LEVEL ${n}`, 1]);
    expect(check({ ...Object.fromEntries(levels), SLSA_BUILD_LEVEL_2: 1 }).status).toBe('pass');
  });

  test('not asked for, it has nothing to judge', () => {
    expect(checkDependencies(checkInput()).status).toBe('not_applicable');
  });

  test('passes exactly when no dependency is below', () => {
    const counts = fc.array(fc.nat({ max: 3 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(counts, fc.nat({ max: 3 }), (stated, wanted) => {
        const levels = Object.fromEntries(
          stated.map((count, n) => [`SLSA_BUILD_LEVEL_${n}`, count]),
        );
        const isBelow = stated.slice(0, wanted).some((count) => count > 0);
        const { status } = check(levels, `SLSA_BUILD_LEVEL_${wanted}`);
        expect(status).toBe(isBelow ? 'fail' : 'pass');
      }),
    );
  });
});
