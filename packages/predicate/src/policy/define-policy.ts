import type { BuildType } from '../build-types/build-type.ts';
import { BUILD_TYPES, urisOf } from '../build-types/known-build-types.ts';
import { PredicateError } from '../predicate-error.ts';
import { PROVENANCE_V1 } from '../statement/predicate-types.ts';
import { defineSigners } from './define-signers.ts';
import { impossibility } from './impossibility.ts';
import type { Expectations, Policy, PolicyOptions, SignerRule } from './policy.ts';
import { policyInvalid } from './policy-invalid.ts';

/** What is expected where nothing is stated; the safe choice each time. */
const DEFAULTS = {
  issuer: 'https://token.actions.githubusercontent.com',
  release: { binding: 'ref' },
  predicateType: PROVENANCE_V1,
  externalParameters: {},
  triggers: ['push', 'release', 'create', 'workflow_dispatch'],
  checkout: 'same',
  materials: {},
  profiles: ['public-good'],
  denied: {},
} as const satisfies Partial<Expectations>;

const OVERRIDE_MAX_DAYS = 30;

/** What a policy may rest on beside its own words. */
export interface DefinePolicyInput {
  /** Build types beside the known ones, made by `parseBuildType`. */
  readonly buildTypes?: readonly BuildType[];
}

/**
 * Completes and checks expectations. Pure.
 * @throws PredicateError POLICY_INVALID, with a JSON pointer and what to do: not exactly one of `workflow`, `signer` and
 *   `repositoryOnlyUnsafe` for a signer; an unknown builder alias or build type; a combination that nothing can satisfy
 * @example
 * const policy = definePolicy({ source: 'github:acme/widgets', workflow: '.github/workflows/release.yml' });
 */
export function definePolicy(options: PolicyOptions, input: DefinePolicyInput = {}): Policy {
  return { match: 'any', expectations: [defineExpectations(options, input, '')] };
}

/**
 * Completes and checks one set of expectations.
 * @param pointer where the options stand in their file.
 * @throws PredicateError POLICY_INVALID
 */
export function defineExpectations(
  options: PolicyOptions,
  { buildTypes: more = [] }: DefinePolicyInput,
  pointer: string,
): Expectations {
  const { workflow: _, signer: __, repositoryOnlyUnsafe: ___, builder: ____, ...rest } = options;
  const { source, overrides, buildTypes, ...stated } = rest;
  const repository = repositoryUrl(source);
  const signers = defineSigners(options, repository, pointer);
  const expectations: Expectations = {
    ...DEFAULTS,
    ...definedOnly(stated),
    repository,
    signers,
    buildTypes: acceptedBuildTypes(buildTypes, signers, knownBuildTypes(more), pointer),
    ...(overrides && {
      overrides: {
        approvers: overrides.approvers,
        maxDays: overrides.maxDays ?? OVERRIDE_MAX_DAYS,
        granted: overrides.granted ?? [],
      },
    }),
  };
  const problem = impossibility(expectations);
  if (problem) throw policyInvalid(`${pointer}${problem.pointer}`, problem.problem, problem.fix);
  return expectations;
}

type Defined<T> = { [key in keyof T]: Exclude<T[key], undefined> };

/** A member that is `undefined` is not stated: it must not take the place of a default. */
function definedOnly<T extends object>(members: T): Defined<T> {
  const defined = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(defined) as Defined<T>; // fromEntries forgets the keys
}

function repositoryUrl(source: string): string {
  return source.startsWith('github:')
    ? `https://github.com/${source.slice('github:'.length)}`
    : source;
}

/** A build type of a file that has the name of a known one would replace its table by another: two truths. */
function knownBuildTypes(more: readonly BuildType[]): readonly BuildType[] {
  const all = [...BUILD_TYPES, ...more];
  const keys = all.flatMap((type) => urisOf(type).map((uri) => `${uri} of ${type.predicateType}`));
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice === undefined) return all;
  throw new PredicateError(
    'BUILD_TYPE_INVALID',
    `the build type ${twice} is described twice: remove one of the two`,
  );
}

/** The tables of the build types that the policy or one of its signers names; all that are known if nobody names any. */
function acceptedBuildTypes(
  stated: readonly string[] | undefined,
  signers: readonly SignerRule[],
  known: readonly BuildType[],
  pointer: string,
): readonly BuildType[] {
  const named = stated ?? namedBySigners(signers);
  const unknown = named?.find((uri) => !known.some((type) => urisOf(type).includes(uri)));
  if (unknown !== undefined) {
    throw policyInvalid(
      `${pointer}/buildTypes`,
      `the build type ${JSON.stringify(unknown)} is unknown`,
      `describe it in a file of its own, or accept one of ${known.map(({ uri }) => uri).join(', ')}`,
    );
  }
  return named ? known.filter((type) => urisOf(type).some((uri) => named.includes(uri))) : known;
}

/** `undefined` if a signer may write any build type. */
function namedBySigners(signers: readonly SignerRule[]): readonly string[] | undefined {
  const named = signers.map(({ buildTypes }) => buildTypes);
  return named.every((uris) => uris !== undefined) ? named.flat() : undefined;
}
