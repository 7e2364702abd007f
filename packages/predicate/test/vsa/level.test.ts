import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meets, readLevel, readLevels } from '../../src/vsa/level.ts';

describe('a level', () => {
  test.each([
    ['SLSA_BUILD_LEVEL_0', 'BUILD', 0],
    ['SLSA_BUILD_LEVEL_3', 'BUILD', 3],
    ['SLSA_SOURCE_LEVEL_4', 'SOURCE', 4],
    ['SLSA_BUILD_ENV_LEVEL_2', 'BUILD_ENV', 2],
    ['SLSA_BUILD_LEVEL_10', 'BUILD', 10],
    ['SLSA_BUILD_LEVEL_UNEVALUATED', 'BUILD', undefined],
  ])('%s is of a track', (text, track, level) => {
    expect(readLevel(text)).toEqual({ kind: 'track', track, level });
  });

  test.each([['SLSA_SOURCE_TWO_PARTY_REVIEWED'], ['SLSA_BUILD_REPRODUCED']])(
    '%s is a property that SLSA 1.2 defines',
    (text) => {
      expect(readLevel(text)).toEqual({ kind: 'value' });
    },
  );

  test.each([['BCID_L1'], ['ORG_SOURCE_STATIC_ANALYSIS'], ['PASSED'], ['failed'], ['my slsa_x']])(
    '%s is the verifier’s own',
    (text) => {
      expect(readLevel(text)).toEqual({ kind: 'value' });
    },
  );

  test('FAILED is no level', () => {
    expect(readLevel('FAILED')).toEqual({ kind: 'failed' });
  });

  test.each([
    ['SLSA_BUILD_LEVEL_3x'],
    ['SLSA_BUILD_LEVEL_03'],
    ['SLSA_BUILD_LEVEL_+3'],
    ['SLSA_BUILD_LEVEL_-3'],
    ['SLSA_BUILD_LEVEL_3.0'],
    ['SLSA_BUILD_LEVEL_３'],
    ['SLSA_BUILD_LEVEL_100'],
    ['SLSA_BUILD_LEVEL_'],
    ['SLSA_BUILD_LEVEL'],
    ['SLSA_BUILD_LEVEL_unevaluated'],
    ['SLSA_BUILD_L_1'],
    ['SLSA__LEVEL_3'],
    ['SLSA_LEVEL_3'],
    ['SLSA_BUILD_LEVEL_3\n'],
    [' SLSA_BUILD_LEVEL_3'],
    ['SLSA_BUILD_LEVEL_3 '],
    ['slsa_build_level_3'],
    ['Slsa_Build_Level_3'],
    ['SLSA_Build_LEVEL_3'],
    ['SLSA_'],
    ['SLSA_MY_OWN'],
    [''],
    [' '],
  ])('malformed: %j is refused, not skipped', (text) => {
    expect(readLevel(text)).toMatchObject({ kind: 'malformed', problem: expect.any(String) });
  });

  test('a text of any length is refused, and in time that grows with it only', () => {
    expect(readLevel(`SLSA_${'A_'.repeat(1_000_000)}`).kind).toBe('malformed');
    expect(readLevel(`SLSA_${'A_LEVEL_'.repeat(100_000)}`).kind).toBe('malformed');
  });
});

describe('levels', () => {
  const read = (...values: string[]) => {
    const outcome = readLevels(values);
    if ('problem' in outcome) throw new Error(outcome.problem);
    return outcome.levels;
  };

  test.each([
    [['SLSA_BUILD_LEVEL_2'], 'SLSA_BUILD_LEVEL_2', true],
    [['SLSA_BUILD_LEVEL_3'], 'SLSA_BUILD_LEVEL_2', true],
    [['SLSA_BUILD_LEVEL_10'], 'SLSA_BUILD_LEVEL_2', true],
    [['SLSA_BUILD_LEVEL_1'], 'SLSA_BUILD_LEVEL_2', false],
    [['SLSA_SOURCE_LEVEL_3'], 'SLSA_BUILD_LEVEL_2', false],
    [['SLSA_BUILD_ENV_LEVEL_3'], 'SLSA_BUILD_LEVEL_2', false],
    [['SLSA_BUILD_LEVEL_1'], 'SLSA_BUILD_LEVEL_0', true],
    [[], 'SLSA_BUILD_LEVEL_0', false],
    [['SLSA_BUILD_LEVEL_UNEVALUATED'], 'SLSA_BUILD_LEVEL_0', false],
    [['SLSA_BUILD_LEVEL_UNEVALUATED'], 'SLSA_BUILD_LEVEL_UNEVALUATED', true],
    [['SLSA_BUILD_LEVEL_3'], 'SLSA_BUILD_LEVEL_UNEVALUATED', false],
    [['BCID_L2'], 'BCID_L1', false],
    [['BCID_L1'], 'bcid_l1', false],
    [['BCID_L1', 'SLSA_BUILD_LEVEL_1'], 'BCID_L1', true],
    [['SLSA_SOURCE_LEVEL_4'], 'SLSA_SOURCE_TWO_PARTY_REVIEWED', false],
    [['SLSA_SOURCE_TWO_PARTY_REVIEWED'], 'SLSA_SOURCE_TWO_PARTY_REVIEWED', true],
  ])('%j meets %s: %s', (stated, expected, isMet) => {
    expect(meets(read(...stated), expected)).toBe(isMet);
  });

  test.each([
    [['SLSA_BUILD_LEVEL_1', 'SLSA_BUILD_LEVEL_3'], 1],
    [['SLSA_BUILD_LEVEL_3', 'X', 'SLSA_BUILD_LEVEL_3'], 2],
    [['SLSA_BUILD_LEVEL_UNEVALUATED', 'SLSA_BUILD_LEVEL_3'], 1],
    [['SLSA_BUILD_LEVEL_3', 'FAILED'], 1],
    [['SLSA_BUILD_LEVEL_3', 'slsa_build_level_3'], 1],
    [['X', ''], 1],
  ])('malformed: %j has no one meaning', (values, index) => {
    expect(readLevels(values)).toEqual({ problem: expect.any(String), index });
  });

  const level = fc.nat({ max: 99 });

  test('a level meets exactly the levels up to itself', () => {
    fc.assert(
      fc.property(level, level, (stated, wanted) => {
        const levels = read(`SLSA_BUILD_LEVEL_${stated}`);
        expect(meets(levels, `SLSA_BUILD_LEVEL_${wanted}`)).toBe(stated >= wanted);
      }),
    );
  });

  test('what is met stays met whatever else is stated', () => {
    const others = fc.uniqueArray(
      fc.constantFrom('A', 'B', 'SLSA_SOURCE_LEVEL_1', 'SLSA_BUILD_REPRODUCED'),
    );
    fc.assert(
      fc.property(level, level, others, (stated, wanted, rest) => {
        const [own, expected] = [`SLSA_BUILD_LEVEL_${stated}`, `SLSA_BUILD_LEVEL_${wanted}`];
        expect(meets(read(own, ...rest), expected)).toBe(meets(read(own), expected));
      }),
    );
  });

  test('any text is read as one kind, and only what is exactly a level is one', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^SLSA_[A-Z]{0,3}_?LEVEL_?[0-9A-Z]{0,3}$/)),
        (text) => {
          const read = readLevel(text);
          if (read.kind !== 'track') return;
          expect(text).toBe(`SLSA_${read.track}_LEVEL_${read.level ?? 'UNEVALUATED'}`);
        },
      ),
    );
  });
});
