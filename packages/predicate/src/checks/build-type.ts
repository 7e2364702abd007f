import { valueAt } from '@provkit/json';
import type { CompiledBuildType } from '../build-types/compile-build-type.ts';
import { urisOf } from '../build-types/known-build-types.ts';
import type { SignerRule } from '../policy/policy.ts';
import { PROVENANCE_V02 } from '../statement/predicate-types.ts';
import type { Statement } from '../statement/schemas.ts';
import { type CheckResult, fail, pass } from './check-result.ts';

/** The result and, when it passed, the build type. */
export interface BuildTypeOutcome {
  readonly result: CheckResult;
  readonly buildType?: CompiledBuildType;
}

/** Where SLSA provenance v0.2 keeps its build type, and v1 and whatever else claims to have one. */
const POINTER_V02 = '/predicate/buildType';
const POINTER = '/predicate/buildDefinition/buildType';

/**
 * Whether the build type is one that the policy accepts, and from this signer, so that the next checks know where to
 * look (spec.md 1.3 #11).
 * @param accepted the build types that the policy accepts; what it does not know, it does not accept.
 */
export function checkBuildType(
  statement: Statement,
  accepted: readonly CompiledBuildType[],
  { buildTypes: ofSigner }: SignerRule,
): BuildTypeOutcome {
  const pointer = statement.predicateType === PROVENANCE_V02 ? POINTER_V02 : POINTER;
  const uri = valueAt(statement, pointer);
  const names = accepted.flatMap(({ buildType }) => urisOf(buildType));
  const finding = {
    expected: [...new Set(ofSigner ?? names)].join(' or '),
    actual: typeof uri === 'string' ? uri : 'absent',
    pointer,
  };
  if (typeof uri !== 'string' || !names.includes(uri)) {
    const message =
      'the build type is unknown or not accepted, so nothing in the predicate can be relied on';
    const hint =
      'If the builder is one you trust, accept its build type in the policy; an unknown one needs a file that describes it.';
    return { result: fail('build-type', { message, ...finding, hint }) };
  }
  if (ofSigner && !ofSigner.includes(uri)) {
    const message = 'the policy does not accept this build type from this signer';
    return { result: fail('build-type', { message, ...finding }) };
  }
  const buildType = accepted.find(
    (candidate) =>
      urisOf(candidate.buildType).includes(uri) &&
      candidate.buildType.predicateType === statement.predicateType,
  );
  if (!buildType) {
    const message = 'the build type does not belong to this predicate type';
    return { result: fail('build-type', { message, ...finding, actual: statement.predicateType }) };
  }
  return {
    result: pass('build-type', { message: `${buildType.buildType.title} (${uri})`, ...finding }),
    buildType,
  };
}
