import { valueAt } from '@provkit/json';
import { disagreeing } from '../build-types/read-build.ts';
import { claimOf } from '../certificate/claim-value.ts';
import { claimPlace } from '../certificate/claims.ts';
import { COMMIT } from '../release.ts';
import { type CheckResult, fail, pass } from './check-result.ts';
import { isOtherCheckout } from './is-other-checkout.ts';
import type { CheckInput, StatementCheck } from './statement-check.ts';

/**
 * Whether the source material is the expected commit (S1.2b, spec.md 1.6), and the further materials that the policy
 * lists are there. A commit is a Git object id and never an artifact's digest. Without an expected commit the material
 * must still be one commit, the certificate's.
 */
export const checkMaterial: StatementCheck = (input) => {
  const { build, release } = input;
  const ambiguity = ambiguityOf(build);
  if (ambiguity) return ambiguity;
  const [commit] = build.source?.commits ?? [];
  if (!commit || !COMMIT.test(commit.value)) {
    return noCommit(commit?.pointer ?? build.buildType.materials.at);
  }
  const problem = otherCommit(input, commit) ?? missingMaterial(input);
  if (problem) return problem;
  const asked = release.commit === undefined ? ' (the certificate’s; no commit was asked for)' : '';
  const { value: actual, pointer } = commit;
  return pass('material', {
    message: `built from commit ${actual}${asked}`,
    expected: release.commit ?? actual,
    actual,
    pointer,
  });
};

/** Two materials of one repository, or two of one URI that differ: which of them was used is open (spec.md 1.6). */
function ambiguityOf({
  naming,
  contradictory,
  buildType,
}: CheckInput['build']): CheckResult | undefined {
  if (naming.length > 1) {
    return fail('material', {
      message: 'several materials name the source repository, so which commit was built is open',
      expected: '1',
      actual: `${naming.length}: ${naming
        .slice(0, 3)
        .map(({ value }) => value)
        .join(', ')}`,
      pointer: naming[1]?.pointer ?? buildType.materials.at,
    });
  }
  if (!contradictory) return undefined;
  return fail('material', {
    message: 'two materials have the same URI and different digests',
    expected: 'one digest',
    actual: contradictory.value,
    pointer: contradictory.pointer,
  });
}

function otherCommit(
  input: CheckInput,
  commit: { readonly value: string; readonly pointer: string },
): CheckResult | undefined {
  const { build, claims, release } = input;
  const certified = {
    value: claimOf(claims, 'sourceRepositoryDigest') ?? 'absent',
    pointer: claimPlace('sourceRepositoryDigest'),
  };
  const expected = release.commit ?? (isOtherCheckout(input) ? commit.value : certified.value);
  const places = [
    ...(build.source?.commits ?? []),
    ...(isOtherCheckout(input) ? [] : [certified]),
    ...disagreeing(build, 'commit').map(({ stated = 'absent', pointer }) => ({
      value: stated,
      pointer,
    })),
  ];
  const other = places.find(({ value }) => value !== expected);
  return (
    other &&
    fail('material', {
      message: 'built from another commit',
      expected,
      actual: other.value,
      pointer: other.pointer,
      hint: 'The tag may have been moved after the build, or the artifact belongs to another release.',
    })
  );
}

function missingMaterial({ build, expectations, verified }: CheckInput): CheckResult | undefined {
  const pointer = build.buildType.materials.at;
  const list = valueAt(verified.statement, pointer);
  const materials: readonly unknown[] = Array.isArray(list) ? list : [];
  for (const [uri, digests] of Object.entries(expectations.materials)) {
    const isThere = materials.some(
      (material) =>
        valueAt(material, '/uri') === uri &&
        Object.entries(digests).every(
          ([algorithm, digest]) =>
            valueAt(valueAt(material, '/digest'), `/${algorithm}`) === digest,
        ),
    );
    if (isThere) continue;
    const expected = `${uri} ${Object.entries(digests)
      .map(([algorithm, digest]) => `${algorithm}:${digest}`)
      .join(', ')}`;
    const found = materials.filter((material) => valueAt(material, '/uri') === uri);
    const actual = found.length === 0 ? 'absent' : JSON.stringify(found);
    return fail('material', {
      message: 'a material that the policy lists is not there',
      expected,
      actual,
      pointer,
    });
  }
  return undefined;
}

function noCommit(pointer: string): CheckResult {
  const message = 'no material says in lowercase hex which commit was built';
  return fail(
    'material',
    { message, expected: '40 or 64 hex digits', actual: 'absent', pointer },
    'predicate_malformed',
  );
}
