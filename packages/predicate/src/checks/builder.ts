import { disagreeing } from '../build-types/read-build.ts';
import type { Builder } from '../policy/policy.ts';
import { isReleaseOf } from '../policy/semver-tag.ts';
import { type Finding, fail, pass } from './check-result.ts';
import type { CheckInput, StatementCheck } from './statement-check.ts';

/**
 * Whether the builder is the expected one (S1.2c, spec.md 1.7): the id that the build type derives from the
 * certificate, written by a workflow that may write this build type, and what the policy says of it.
 */
export const checkBuilder: StatementCheck = (input) => {
  const { build, rule } = input;
  const problem = uncertified(input) ?? strangeSigner(input) ?? otherBuilder(input);
  if (problem) return fail('builder', problem);
  const actual = build.builderId?.value ?? 'absent';
  return pass('builder', {
    message: `built by ${actual}`,
    expected: rule.builder ? describeBuilder(rule.builder) : actual,
    actual,
    pointer: build.buildType.builderId,
  });
};

function uncertified({ build }: CheckInput): Finding | undefined {
  const [row] = disagreeing(build, 'builder');
  return (
    row && {
      message: `the predicate does not name the builder that the certificate does (${row.claim})`,
      expected: row.certified ?? 'absent',
      actual: row.stated ?? 'absent',
      pointer: row.pointer,
    }
  );
}

/** Where only some workflows write a build type, any other one has imitated it (spec.md 1.9 D, E and F). */
function strangeSigner({ build, claims }: CheckInput): Finding | undefined {
  const { signers, title } = build.buildType;
  if (!signers || signers.some((url) => isReleaseOf(url, claims.san))) return undefined;
  return {
    message: `the signer is no workflow that writes this build type (${title})`,
    expected: signers.map((url) => `${url}@refs/tags/vX.Y.Z`).join(' or '),
    actual: claims.san,
    pointer: 'certificate subject alternative name',
  };
}

function otherBuilder({ build, claims, rule: { builder } }: CheckInput): Finding | undefined {
  const { value: actual = 'absent', pointer = build.buildType.builderId } = build.builderId ?? {};
  if (build.buildType.builderByPolicy && !builder) {
    return {
      message: 'this build type does not say who the builder must be, and neither does the policy',
      expected: 'a builder in the policy',
      actual,
      pointer,
      hint: 'Name the builder in the policy: "builder": { "workflow": URL, "ref": "semver-tag" }.',
    };
  }
  if (build.buildType.builderByPolicy && actual === claims.san) {
    const message = 'the delegator names itself as builder, and not the workflow it ran for';
    return { message, expected: 'the reusable workflow of the tool', actual, pointer };
  }
  if (!builder || isBuilder(builder, actual)) return undefined;
  return {
    message: 'built by another builder than the policy accepts',
    expected: describeBuilder(builder),
    actual,
    pointer,
  };
}

function isBuilder(builder: Builder, actual: string): boolean {
  if (builder.kind === 'id') return actual === builder.id;
  if (builder.ref !== 'semver-tag') return actual === `${builder.url}@${builder.ref.exact}`;
  return isReleaseOf(builder.url, actual);
}

function describeBuilder(builder: Builder): string {
  if (builder.kind === 'id') return builder.id;
  return `${builder.url}@${builder.ref === 'semver-tag' ? 'refs/tags/vX.Y.Z' : builder.ref.exact}`;
}
