import { disagreeing } from '../build-types/read-build.ts';
import { claimOf } from '../certificate/claim-value.ts';
import { claimPlace } from '../certificate/claims.ts';
import { fail, pass } from './check-result.ts';
import { isRefAgreed } from './is-ref-agreed.ts';
import type { StatementCheck } from './statement-check.ts';

const CASE_HINT =
  'They differ in upper and lower case only: write the name as the certificate does.';

/**
 * Whether the source is the expected repository (S1.2b): by the certificate, the material and whatever else the build
 * type records of it. Exact case, as the certificate writes it.
 */
export const checkSource: StatementCheck = ({ build, claims, expectations }) => {
  const expected = expectations.repository;
  const pointer = claimPlace('sourceRepositoryUri');
  const ref = claimOf(claims, 'sourceRepositoryRef');
  const rows = [
    ...disagreeing(build, 'repository'),
    ...disagreeing(build, 'sourceRef').filter((one) => isRefAgreed(one, ref)),
  ];
  const places = [
    { value: claimOf(claims, 'sourceRepositoryUri'), pointer },
    build.source?.repository ?? { value: undefined, pointer: build.buildType.materials.at },
    ...rows.map(({ stated, pointer: place }) => ({ value: stated ?? 'absent', pointer: place })),
  ];
  const other = places.find(({ value }) => value !== expected);
  if (!other)
    return pass('source', {
      message: `built from ${expected}`,
      expected,
      actual: expected,
      pointer,
    });
  const actual = other.value ?? 'absent';
  const isSameButForCase = actual.toLowerCase() === expected.toLowerCase();
  return fail('source', {
    message: `built from ${actual}`,
    expected,
    actual,
    pointer: other.pointer,
    ...(isSameButForCase && { hint: CASE_HINT }),
  });
};
