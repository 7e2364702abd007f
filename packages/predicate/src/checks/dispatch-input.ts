import { pointerOf, valueAt } from '@provkit/json';
import { claimOf } from '../certificate/claim-value.ts';
import { claimPlace } from '../certificate/claims.ts';
import { type CheckResult, fail } from './check-result.ts';
import type { CheckInput } from './statement-check.ts';

/**
 * Why the input of workflow_dispatch that names the release does not (spec.md 1.5, `input:NAME`), or `undefined` if it
 * does or is not asked for. Only where the builder records the inputs, and not the workflow that it builds.
 */
export function inputProblem(input: CheckInput): CheckResult | undefined {
  const { build, claims, expectations, release, verified } = input;
  const bound = expectations.release;
  if (bound.binding !== 'input') return undefined;
  const trigger = claimOf(claims, 'buildTrigger');
  if (trigger !== 'workflow_dispatch') {
    return fail('release', {
      message: 'the build was not started by workflow_dispatch, which alone has inputs',
      expected: 'workflow_dispatch',
      actual: trigger ?? 'absent',
      pointer: claimPlace('buildTrigger'),
    });
  }
  const { inputs } = build.buildType;
  if (inputs === undefined) {
    return fail('release', {
      message: 'this build type does not record the inputs of workflow_dispatch',
      expected: `the input ${bound.name}`,
      actual: 'absent',
      pointer: '/predicate',
      hint: 'Use the release binding "commit" or "release-attestation" in the policy.',
    });
  }
  const pointer = `${inputs}${pointerOf([bound.name])}`;
  const actual = valueAt(verified.statement, pointer);
  if (actual === release.tag && release.tag !== undefined) return undefined;
  return fail('release', {
    message: `the input ${bound.name} is not the tag`,
    expected: release.tag ?? 'a tag',
    actual:
      actual === undefined
        ? 'absent'
        : typeof actual === 'string'
          ? actual
          : JSON.stringify(actual),
    pointer,
  });
}
