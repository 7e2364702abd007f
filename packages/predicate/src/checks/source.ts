import { claimPlace } from '../certificate/claims.ts';
import { fail, pass } from './check-result.ts';
import { sourceMaterial } from './source-material.ts';
import type { StatementCheck } from './statement-check.ts';

/**
 * Whether the source is the expected repository (S1.2b): by the certificate, the material and the workflow parameters.
 * Exact case, as the certificate writes it.
 */
export const checkSource: StatementCheck = (input) => {
  const { build, claims, policy } = input;
  const expected = policy.repository;
  const places = [
    { value: claims.sourceRepositoryUri, pointer: claimPlace('sourceRepositoryUri') },
    sourceMaterial(input)?.repository ?? { value: undefined, pointer: build.buildType.materials },
    build.workflow.repository ?? { value: undefined, pointer: build.buildType.workflow.repository },
  ];
  const other = places.find(({ value }) => value !== expected);
  if (other) {
    const actual = other.value ?? 'absent';
    const isSameButForCase = actual.toLowerCase() === expected.toLowerCase();
    const hint =
      'They differ in upper and lower case only: write the name as the certificate does.';
    return fail('source', {
      message: `built from ${actual}`,
      expected,
      actual,
      pointer: other.pointer,
      ...(isSameButForCase ? { hint } : {}),
    });
  }
  const pointer = claimPlace('sourceRepositoryUri');
  return pass('source', { message: `built from ${expected}`, expected, actual: expected, pointer });
};
