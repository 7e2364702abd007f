import { claimPlace } from '../certificate/claims.ts';
import { COMMIT } from '../release.ts';
import { type CheckResult, fail, pass } from './check-result.ts';
import { sourceMaterial } from './source-material.ts';
import type { StatementCheck } from './statement-check.ts';

/**
 * Whether the source material is the expected commit (S1.2b, spec.md 1.6). A commit is a Git object id and never an
 * artifact's digest. Without an expected commit the material must still be one commit, the certificate's.
 */
export const checkMaterial: StatementCheck = (input) => {
  const { build, claims, policy, release } = input;
  const own = build.materials.filter(({ repository }) => repository.value === policy.repository);
  if (own.length > 1) {
    return fail('material', {
      message: 'several materials name the source repository, so which commit was built is open',
      expected: '1',
      actual: String(own.length),
      pointer: build.buildType.materials,
    });
  }
  const [commit, ...others] = sourceMaterial(input)?.commits ?? [];
  if (!commit || !COMMIT.test(commit.value))
    return noCommit(commit?.pointer ?? build.buildType.materials);
  const certified = claims.sourceRepositoryDigest ?? claims.workflowSha;
  const places = [
    commit,
    ...others,
    { value: certified ?? 'absent', pointer: claimPlace('sourceRepositoryDigest') },
  ];
  const expected = release.commit ?? certified ?? 'absent';
  const other = places.find(({ value }) => value !== expected);
  if (other) {
    return fail('material', {
      message: 'built from another commit',
      expected,
      actual: other.value,
      pointer: other.pointer,
      hint: 'The tag may have been moved after the build, or the artifact belongs to another release.',
    });
  }
  const asked = release.commit === undefined ? ' (the certificate’s; no commit was asked for)' : '';
  const finding = { expected, actual: commit.value, pointer: commit.pointer };
  return pass('material', { message: `built from commit ${commit.value}${asked}`, ...finding });
};

function noCommit(pointer: string): CheckResult {
  const message = 'no material says in lowercase hex which commit was built';
  return fail(
    'material',
    { message, expected: '40 or 64 hex digits', actual: 'absent', pointer },
    'predicate_malformed',
  );
}
