import { claimPlace } from '../certificate/claims.ts';
import { fail, notApplicable, pass } from './check-result.ts';
import { sourceMaterial } from './source-material.ts';
import type { CheckInput, StatementCheck } from './statement-check.ts';

/**
 * Whether the provenance is of this release (S1.2a, spec.md 1.5). Three places name the ref that was built (the
 * material, the workflow parameters and the certificate): each must be the expected one.
 */
export const checkRelease: StatementCheck = (input) => {
  const { policy, release } = input;
  const { binding } = policy.release;
  const accepted = acceptedRefs(input);
  if (accepted === undefined) {
    return notApplicable('release', 'no release was asked for: any ref of the repository will do');
  }
  const expected = accepted.join(' or ');
  const [certified, ...others] = refsOf(input);
  const wrong = accepted.includes(certified.value ?? '')
    ? others.find(({ value }) => value !== certified.value)
    : certified;
  if (wrong) {
    return fail('release', {
      message: `built from ${wrong.value ?? 'an unknown ref'}, not from ${expected}`,
      expected,
      actual: wrong.value ?? 'absent',
      pointer: wrong.pointer,
      hint: hintFor(binding, wrong.value),
    });
  }
  const commit = binding === 'commit' ? ` at the commit of ${release.tag ?? 'the tag'}` : '';
  const actual = certified.value ?? '';
  const message = `built from ${actual}${commit}`;
  return pass('release', { message, expected, actual, pointer: certified.pointer });
};

/** The refs that will do; `undefined` when none was asked for. */
function acceptedRefs({ policy, release }: CheckInput): readonly string[] | undefined {
  if (release.ref !== undefined) return [release.ref];
  switch (policy.release.binding) {
    case 'ref':
      return [`refs/tags/${release.tag}`];
    case 'commit':
      return policy.release.branches;
    case 'noneUnsafe':
      return undefined;
  }
}

type Place = { readonly value: string | undefined; readonly pointer: string };

function refsOf(input: CheckInput): readonly [Place, ...Place[]] {
  const { build, claims } = input;
  const { materials, workflow } = build.buildType;
  const certified = claims.sourceRepositoryRef ?? claims.workflowRef;
  return [
    { value: certified, pointer: claimPlace('sourceRepositoryRef') },
    sourceMaterial(input)?.ref ?? { value: undefined, pointer: materials },
    build.workflow.ref ?? { value: undefined, pointer: workflow.ref },
  ];
}

function hintFor(binding: string, ref: string | undefined): string {
  if (binding === 'ref' && ref?.startsWith('refs/heads/')) {
    return 'A release built from a branch and tagged afterwards needs the release binding "commit" in the policy, with its branches.';
  }
  return 'Check that tag and artifact belong to the same release.';
}
