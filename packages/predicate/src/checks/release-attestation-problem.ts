import { digestsOf } from '../artifact.ts';
import { type CheckResult, fail } from './check-result.ts';
import type { CheckInput } from './statement-check.ts';

/**
 * Why no attestation of an immutable GitHub release names this one (spec.md 1.5, `release-attestation`), or `undefined`
 * if one does or none is asked for: its tag, its repository by number, the tag's Git object, and the artifacts.
 */
export function releaseAttestationProblem(input: CheckInput): CheckResult | undefined {
  if (input.expectations.release.binding !== 'release-attestation') return undefined;
  const { releaseAttestations, release } = input;
  if (releaseAttestations.length === 0) {
    return fail('release', {
      message: 'there is no verified attestation of the release',
      expected: `a release attestation of ${release.tag ?? 'the tag'}`,
      actual: 'absent',
      hint: 'Give the bundle of the immutable release too, and a trusted root of GitHub’s own instance.',
    });
  }
  const mismatches = releaseAttestations.map((attestation) => mismatch(attestation, input));
  if (mismatches.includes(undefined)) return undefined;
  return mismatches[0];
}

function mismatch(
  { name, tag, repositoryId, tagObject, digests }: CheckInput['releaseAttestations'][number],
  { claims, release, artifacts }: CheckInput,
): CheckResult | undefined {
  const comparisons = [
    { what: 'tag', expected: release.tag, actual: tag },
    { what: 'repository id', expected: claims.sourceRepositoryIdentifier, actual: repositoryId },
    {
      what: 'Git object of the tag',
      expected: release.tagObject ?? release.commit,
      actual: tagObject,
    },
  ];
  const other = comparisons.find(
    ({ expected, actual }) => expected === undefined || expected !== actual,
  );
  if (other) {
    return fail('release', {
      message: `the release attestation ${name} is of another ${other.what}`,
      expected: other.expected ?? 'absent',
      actual: other.actual ?? 'absent',
      ...(other.what === 'Git object of the tag' && {
        hint: 'Of an annotated tag give the tag object and the commit that it points to.',
      }),
    });
  }
  const missing = artifacts.find(
    (artifact) =>
      !digestsOf(artifact).some(([algorithm, digest]) =>
        digests.includes(`${algorithm}:${digest}`),
      ),
  );
  if (!missing) return undefined;
  return fail('release', {
    message: `${missing.name} is no file of the release ${tag}`,
    expected: digestsOf(missing)
      .map(([algorithm, digest]) => `${algorithm}:${digest}`)
      .join(', '),
    actual: `${digests.length} other files`,
  });
}
