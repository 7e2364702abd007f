import type { Expectations } from './policy.ts';

/** Expectations that nothing can meet, and what to do about it. */
export interface Impossibility {
  /** JSON pointer into the expectations. */
  readonly pointer: string;
  readonly problem: string;
  readonly fix: string;
}

type Rule = (expectations: Expectations) => Impossibility | undefined;

/** The first combination that contradicts itself, or `undefined`: such a policy would refuse every release, or lie. */
export function impossibility(expectations: Expectations): Impossibility | undefined {
  for (const rule of RULES) {
    const found = rule(expectations);
    if (found) return found;
  }
  return undefined;
}

/** Masked by the builder: nobody can say what it was (spec.md 1.9 E). */
export const MASKED = '***';

const RULES: readonly Rule[] = [
  inputWithoutDispatch,
  inputsNobodyRecords,
  builderNotNamed,
  checkoutNobodyOffers,
  runnerOfSigner,
  maskedParameter,
  deniedFromNever,
];

function inputWithoutDispatch({ release, triggers }: Expectations): Impossibility | undefined {
  if (release.binding !== 'input' || triggers.includes('workflow_dispatch')) return undefined;
  return {
    pointer: '/triggers',
    problem:
      'the release binding "input" needs the trigger workflow_dispatch, which alone has inputs',
    fix: 'add it to "triggers"',
  };
}

function inputsNobodyRecords({
  release,
  inputs,
  buildTypes,
}: Expectations): Impossibility | undefined {
  if (buildTypes.some((type) => type.inputs !== undefined)) return undefined;
  const fix = 'accept a build type that records them, or remove it';
  const problem = 'none of the accepted build types records the inputs of workflow_dispatch';
  if (release.binding === 'input') return { pointer: '/release', problem, fix };
  return inputs && { pointer: '/inputs', problem, fix };
}

function builderNotNamed({ buildTypes, signers }: Expectations): Impossibility | undefined {
  const mustBeNamed = buildTypes.every(({ builderByPolicy }) => builderByPolicy === true);
  if (!mustBeNamed || signers.some(({ builder }) => builder)) return undefined;
  return {
    pointer: '/builder',
    problem: 'the accepted build types do not say who the builder must be',
    fix: 'name it: { "workflow": URL, "ref": "semver-tag" }',
  };
}

function checkoutNobodyOffers({ checkout, buildTypes }: Expectations): Impossibility | undefined {
  if (checkout === 'same' || buildTypes.some(({ mayCheckOutOther }) => mayCheckOutOther))
    return undefined;
  return {
    pointer: '/checkout',
    problem: 'none of the accepted build types can check out another commit',
    fix: 'remove it',
  };
}

function runnerOfSigner({ signers, runners }: Expectations): Impossibility | undefined {
  const index = signers.findIndex(
    (rule) => rule.runners && runners && !rule.runners.some((runner) => runners.includes(runner)),
  );
  if (index === -1) return undefined;
  return {
    pointer: `/signers/${index}/runners`,
    problem: 'the policy accepts none of these runners',
    fix: 'add one to "runners", or remove one of the two',
  };
}

function maskedParameter({
  externalParameters,
  inputs = {},
}: Expectations): Impossibility | undefined {
  const named = [
    ...Object.entries(externalParameters).map(([name, rule]) => ({
      pointer: '/externalParameters',
      name,
      rule,
    })),
    ...Object.entries(inputs).map(([name, rule]) => ({ pointer: '/inputs', name, rule })),
  ];
  const masked = named.find(({ rule }) => 'equals' in rule && rule.equals === MASKED);
  if (!masked) return undefined;
  return {
    pointer: masked.pointer,
    problem: `${masked.name} is expected to be masked (${MASKED}), and a masked value proves nothing`,
    fix: 'accept any value with { "anyUnsafe": true }, or remove it',
  };
}

function deniedFromNever({ denied: { signers = [] } }: Expectations): Impossibility | undefined {
  const index = signers.findIndex(({ from = '', until = '9999' }) => from >= until);
  if (index === -1) return undefined;
  return {
    pointer: `/denied/signers/${index}`,
    problem: '"until" is not after "from", so nobody is denied',
    fix: 'correct the times',
  };
}
