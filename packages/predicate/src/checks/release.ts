import { disagreeing } from '../build-types/read-build.ts';
import { claimOf } from '../certificate/claim-value.ts';
import { claimPlace } from '../certificate/claims.ts';
import { compareVersions } from '../lock/compare-versions.ts';
import { type CheckResult, fail, notApplicable, pass } from './check-result.ts';
import { inputProblem } from './dispatch-input.ts';
import { isOtherCheckout } from './is-other-checkout.ts';
import { isRefAgreed } from './is-ref-agreed.ts';
import { releaseAttestationProblem } from './release-attestation-problem.ts';
import type { CheckInput, StatementCheck } from './statement-check.ts';

const TAGS = 'refs/tags/';

/**
 * Whether the provenance is of this release (S1.2a, spec.md 1.5). Several places name the ref that was built (the
 * certificate, the material and others that the build type records): each must be the expected one.
 */
export const checkRelease: StatementCheck = (input) => {
  const { binding } = input.expectations.release;
  const problem = refProblem(input) ?? inputProblem(input) ?? releaseAttestationProblem(input);
  if (problem) return problem;
  const accepted = acceptedRefs(input);
  if (accepted === undefined && binding === 'noneUnsafe') {
    return notApplicable('release', 'no release was asked for: any ref of the repository will do');
  }
  const { value: actual = '', pointer } = builtRef(input);
  const expected = accepted?.join(' or ') ?? actual;
  return pass('release', {
    message: `built from ${actual}${boundBy(input)}`,
    expected,
    actual,
    pointer,
  });
};

function refProblem(input: CheckInput): CheckResult | undefined {
  const { build, expectations } = input;
  const accepted = acceptedRefs(input);
  const built = builtRef(input);
  const row = disagreeing(build, 'sourceRef').find((one) => !isRefAgreed(one, built.value));
  const isAccepted = accepted === undefined || accepted.includes(built.value ?? '');
  const other = isAccepted ? row && { value: row.stated, pointer: row.pointer } : built;
  if (!other || (accepted === undefined && expectations.release.binding === 'noneUnsafe'))
    return undefined;
  const expected = isAccepted
    ? (row?.certified ?? built.value ?? 'absent')
    : (accepted ?? []).join(' or ');
  return fail('release', {
    message: `built from ${other.value ?? 'an unknown ref'}, not from ${expected}`,
    expected,
    actual: other.value ?? 'absent',
    pointer: other.pointer,
    hint: hintFor(expectations.release.binding, other.value),
  });
}

/** The refs that will do; `undefined` when none was asked for. */
function acceptedRefs(input: CheckInput): readonly string[] | undefined {
  const { expectations, release } = input;
  if (release.ref !== undefined) return [release.ref];
  const bound = expectations.release;
  switch (bound.binding) {
    case 'ref':
      return [versionedRef(input) ?? `refs/tags/${release.tag ?? release.versionedTag}`];
    case 'commit':
    case 'input':
      return bound.branches;
    case 'release-attestation':
    case 'noneUnsafe':
      return undefined;
  }
}

/** The built tag itself, if it is the version that was asked for; build metadata does not count (spec.md 1.5). */
function versionedRef(input: CheckInput): string | undefined {
  const { versionedTag } = input.release;
  const { value: ref } = builtRef(input);
  if (versionedTag === undefined || !ref?.startsWith(TAGS)) return undefined;
  const tag = ref.slice(TAGS.length);
  const isSame = compareVersions(tag, versionedTag) === 0;
  return isSame && tag.startsWith('v') === versionedTag.startsWith('v') ? ref : undefined;
}

/** The ref that was built: the certificate's, or the material's where another one than the trigger's may be checked out. */
function builtRef(input: CheckInput): {
  readonly value: string | undefined;
  readonly pointer: string;
} {
  const { build, claims } = input;
  const certified = {
    value: claimOf(claims, 'sourceRepositoryRef'),
    pointer: claimPlace('sourceRepositoryRef'),
  };
  if (!isOtherCheckout(input)) return certified;
  return build.source?.ref ?? { value: undefined, pointer: build.buildType.materials.at };
}

function boundBy({ expectations: { release: bound }, release: { tag } }: CheckInput): string {
  switch (bound.binding) {
    case 'commit':
      return ` at the commit of ${tag ?? 'the tag'}`;
    case 'input':
      return `, with the input ${bound.name} ${tag}`;
    case 'release-attestation':
      return `, the immutable release ${tag}`;
    case 'ref':
    case 'noneUnsafe':
      return '';
  }
}

function hintFor(binding: string, ref: string | undefined): string {
  if (binding === 'ref' && ref?.startsWith('refs/heads/')) {
    return 'A release built from a branch and tagged afterwards needs the release binding "commit" in the policy, with its branches.';
  }
  return 'Check that tag and artifact belong to the same release.';
}
