import { describe, expect, test } from 'vitest';
import { assertExpectations, type VsaExpectations } from '../../src/vsa/expectations.ts';
import { EXPECTED } from './fixture.ts';

/** What JavaScript lets through, or a mistake in a value. */
const check = (changes: object) => () =>
  assertExpectations({ ...EXPECTED, ...changes } as VsaExpectations);
const invalid = (code = 'VSA_INVALID') => expect.objectContaining({ name: 'PredicateError', code });

const REQUIRED = [
  ['subjects', 'anySubjectUnsafe'],
  ['verifierId', 'anyVerifierUnsafe'],
  ['resourceUri', 'anyResourceUnsafe'],
  ['levels', 'anyLevelUnsafe'],
] as const;

describe('what a summary is held against', () => {
  test('holds when the four that are required are stated', () => {
    expect(check({})).not.toThrow();
  });

  test.each(REQUIRED)('%s must be stated, or opted out of with %s', (member, optOut) => {
    expect(check({ [member]: undefined })).toThrow(invalid());
    expect(check({ [member]: undefined })).toThrow(optOut);
    expect(check({ [member]: undefined, [optOut]: true })).not.toThrow();
    expect(check({ [member]: undefined, [optOut]: false })).toThrow(invalid());
    expect(check({ [optOut]: true })).toThrow(invalid());
    expect(check({ [member]: member.endsWith('s') ? [] : '' })).toThrow(invalid());
  });

  test.each([
    ['SLSA_BUILD_LEVEL_03'],
    ['slsa_build_level_3'],
    ['SLSA_BUILD_LEVEL_3x'],
    ['SLSA_MY_OWN'],
    ['FAILED'],
    [''],
  ])('the level %j cannot be asked for', (level) => {
    expect(check({ levels: ['X', level] })).toThrow(invalid());
  });

  test.each([['X'], ['FAILED'], ['SLSA_BUILD_LEVEL_UNEVALUATED'], ['SLSA_BUILD_REPRODUCED'], ['']])(
    'the level %j cannot be asked of dependencies',
    (dependencyLevel) => {
      expect(check({ dependencyLevel })).toThrow(invalid());
    },
  );

  test.each([[0], [-1], [Number.NaN], [Number.POSITIVE_INFINITY]])(
    '%d ms is no age',
    (maxAgeMs) => {
      expect(check({ maxAgeMs })).toThrow(invalid());
    },
  );

  test('a policy has a URI or digests', () => {
    expect(check({ policy: {} })).toThrow(invalid());
    expect(check({ policy: { uri: '' } })).toThrow(invalid());
    expect(check({ policy: { digest: {} } })).toThrow(invalid('ARTIFACT_INVALID'));
    expect(check({ policy: { digest: { sha1: 'a'.repeat(40) } } })).toThrow(
      invalid('ARTIFACT_INVALID'),
    );
    expect(check({ policy: { digest: { gitCommit: 'a'.repeat(40) } } })).not.toThrow();
  });

  test('a subject that cannot be compared is refused', () => {
    expect(check({ subjects: [{ name: 'x', sha256: 'abc' }] })).toThrow(
      invalid('ARTIFACT_INVALID'),
    );
  });
});
