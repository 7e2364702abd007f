import { describe, expect, test } from 'vitest';
import type { Statement } from '../../../src/statement/schemas.ts';
import { checkVsaPredicateType } from '../../../src/vsa/checks/predicate-type.ts';

const check = (predicateType: string) => checkVsaPredicateType({ predicateType } as Statement);

describe('check predicate-type of a summary (SLSA VSA step 3)', () => {
  test('holds for v1', () => {
    expect(check('https://slsa.dev/verification_summary/v1').status).toBe('pass');
  });

  test('fails for v0.2, and says what to do', () => {
    expect(check('https://slsa.dev/verification_summary/v0.2')).toMatchObject({
      status: 'fail',
      reason: 'predicate_mismatch',
      message: expect.stringContaining('policy_level'),
      hint: expect.stringContaining('SLSA 1.0'),
    });
  });

  test.each([
    ['https://slsa.dev/provenance/v1'],
    ['https://slsa.dev/verification_summary/v1.1'],
    ['https://slsa.dev/verification_summary/v1/'],
    ['https://slsa.dev/verification_summary/V1'],
    ['https://slsa.dev/verification_summary/v1-rc2'],
    ['http://slsa.dev/verification_summary/v1'],
    [''],
  ])('malformed: %j is another type', (type) => {
    expect(check(type)).toMatchObject({
      status: 'fail',
      reason: 'predicate_mismatch',
      actual: type,
    });
  });
});
