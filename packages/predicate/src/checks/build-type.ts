import { valueAt } from '@provkit/json';
import { BUILD_TYPES, type BuildType } from '../build-types/index.ts';
import type { Policy } from '../policy/policy.ts';
import type { Statement } from '../statement/schemas.ts';
import { type CheckResult, fail, pass } from './check-result.ts';

/** The result and, when it passed, the build type. */
export interface BuildTypeOutcome {
  readonly result: CheckResult;
  readonly buildType?: BuildType;
}

/** Where each predicate keeps its build type: SLSA provenance v1, then v0.2. */
const POINTERS = ['/predicate/buildDefinition/buildType', '/predicate/buildType'] as const;

/** Whether the build type is known, so that the next checks know where to look, and accepted. */
export function checkBuildType(statement: Statement, policy: Policy): BuildTypeOutcome {
  const pointer =
    POINTERS.find((candidate) => valueAt(statement, candidate) !== undefined) ?? POINTERS[0];
  const uri = valueAt(statement, pointer);
  const finding = {
    expected: policy.buildTypes.join(' or '),
    actual: typeof uri === 'string' ? uri : 'absent',
    pointer,
  };
  const buildType = typeof uri === 'string' ? BUILD_TYPES.get(uri) : undefined;
  if (!buildType) {
    const message = 'the build type is unknown, so nothing in the predicate can be relied on';
    return { result: fail('build-type', { message, ...finding }) };
  }
  if (buildType.predicateType !== statement.predicateType) {
    const message = `the build type belongs to ${buildType.predicateType}`;
    return { result: fail('build-type', { message, ...finding, actual: statement.predicateType }) };
  }
  if (!policy.buildTypes.includes(buildType.uri)) {
    const message = 'the policy does not accept this build type';
    return { result: fail('build-type', { message, ...finding }) };
  }
  return { result: pass('build-type', { message: buildType.uri, ...finding }), buildType };
}
