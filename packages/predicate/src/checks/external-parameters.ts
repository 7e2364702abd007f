import { canonicalJson, type JsonValue, pointerOf, valueAt } from '@provkit/json';
import { MASKED } from '../policy/impossibility.ts';
import type { ParameterRule } from '../policy/policy.ts';
import { type CheckResult, fail, pass } from './check-result.ts';
import type { CheckInput, StatementCheck } from './statement-check.ts';

type Rules = Readonly<Record<string, ParameterRule>>;

/**
 * Whether the build had the expected parameters and no others (spec.md 1.3 #18): whoever may start a build chooses
 * them, and one that nobody expects may change what is built. The inputs of workflow_dispatch, where the build type
 * records them beside, are compared if the policy states any.
 * @see slsa.dev/spec/v1.1/verifying-artifacts, "reject unrecognized fields in externalParameters"
 */
export const checkExternalParameters: StatementCheck = (input) => {
  const { build, expectations } = input;
  const { at, agreed } = build.buildType.externalParameters;
  const problem =
    compare(input, at, expectations.externalParameters, agreed) ?? inputsProblem(input);
  if (problem) return problem;
  const named =
    Object.keys(expectations.externalParameters).length +
    Object.keys(expectations.inputs ?? {}).length;
  const message =
    named === 0
      ? 'no parameters beyond those of the build type'
      : `${named} parameters as the policy expects them, and no others`;
  return pass('external-parameters', { message, pointer: at });
};

function inputsProblem(input: CheckInput): CheckResult | undefined {
  const { build, expectations } = input;
  const { inputs: at } = build.buildType;
  if (!expectations.inputs) return undefined;
  if (at === undefined) {
    const message = 'this build type does not record the inputs that the policy expects';
    return fail('external-parameters', {
      message,
      expected: Object.keys(expectations.inputs).join(', '),
      actual: 'absent',
      pointer: '/predicate',
    });
  }
  const rules = Object.entries(expectations.inputs).map(
    ([name, rule]) => [pointerOf([name]), rule] as const,
  );
  return compare(input, at, Object.fromEntries(rules), []);
}

/** @param agreed pointers whose values the agreement compares with the certificate. */
function compare(
  { verified }: CheckInput,
  at: string,
  rules: Rules,
  agreed: readonly string[],
): CheckResult | undefined {
  const parameters = valueAt(verified.statement, at) ?? {};
  for (const [pointer, rule] of Object.entries(rules)) {
    const value = valueAt(parameters, pointer);
    const problem = ruleProblem(rule, value);
    if (problem === undefined) continue;
    return fail('external-parameters', {
      ...problem,
      actual: show(value),
      pointer: `${at}${pointer}`,
    });
  }
  const known = [...Object.keys(rules), ...agreed];
  const stranger = leavesOf(parameters, '').find(
    (leaf) => !known.some((pointer) => isAtOrBelow(leaf, pointer)),
  );
  if (stranger === undefined) return undefined;
  return fail('external-parameters', {
    message: 'a parameter that neither the build type nor the policy expects',
    expected: 'absent',
    actual: show(valueAt(parameters, stranger)),
    pointer: `${at}${stranger}`,
    hint: `If it is harmless, expect it in the policy: "externalParameters": { ${JSON.stringify(stranger)}: { "equals": ${show(valueAt(parameters, stranger))} } }.`,
  });
}

function ruleProblem(
  rule: ParameterRule,
  value: unknown,
): { message: string; expected: string } | undefined {
  if ('anyUnsafe' in rule) return undefined;
  const accepted = 'equals' in rule ? [rule.equals] : rule.oneOf;
  const expected = accepted.map(show).join(' or ');
  if (isMasked(value))
    return { message: 'the builder masked the parameter, so nobody can say what it was', expected };
  const isAccepted = value !== undefined && accepted.some((candidate) => isSame(candidate, value));
  return isAccepted
    ? undefined
    : { message: 'a parameter is not what the policy expects', expected };
}

/** Whether any part of a value was masked. */
function isMasked(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === MASKED;
  return Object.values(value).some(isMasked);
}

function isSame(a: unknown, b: unknown): boolean {
  return canonicalJson(a as JsonValue) === canonicalJson(b as JsonValue); // both were parsed from JSON
}

/** Pointers of everything that is no object with members; empty objects and lists say nothing, as unset ones (in-toto). */
function leavesOf(value: unknown, pointer: string): readonly string[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [pointer];
  return Object.entries(value).flatMap(([name, member]) =>
    leavesOf(member, `${pointer}${pointerOf([name])}`),
  );
}

function isAtOrBelow(leaf: string, pointer: string): boolean {
  return leaf === pointer || leaf.startsWith(`${pointer}/`);
}

function show(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}
