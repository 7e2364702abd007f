import { claimOf } from '../certificate/claim-value.ts';
import { type ClaimName, claimPlace } from '../certificate/claims.ts';
import { fail, pass } from './check-result.ts';
import type { CheckInput, StatementCheck } from './statement-check.ts';

/** GitHub's own runners: whoever owns a self-hosted one can change what runs there. */
const DEFAULT_RUNNERS = ['github-hosted'];
const EVERY_RUNNER = ['github-hosted', 'self-hosted'];

/** Whether runner, trigger, deployment environment and token are among the accepted ones (spec.md 1.3 #19). */
export const checkEnvironment: StatementCheck = (input) => {
  const { expectations, claims } = input;
  const conditions: readonly Condition[] = [
    {
      claim: 'runnerEnvironment',
      accepted: acceptedRunners(input),
      what: 'runner',
      member: 'runners',
    },
    { claim: 'buildTrigger', accepted: expectations.triggers, what: 'trigger', member: 'triggers' },
    {
      claim: 'deploymentEnvironment',
      accepted: expectations.environments,
      what: 'deployment environment',
      member: 'environments',
    },
    {
      claim: 'tokenSubject',
      accepted: expectations.tokenSubjects,
      what: 'token subject',
      member: 'tokenSubjects',
    },
  ];
  for (const { claim, accepted, what, member } of conditions) {
    const actual = claimOf(claims, claim);
    if (!accepted || (actual !== undefined && accepted.includes(actual))) continue;
    return fail('environment', {
      message: `the ${what} is not one that the policy accepts`,
      expected: accepted.join(' or '),
      actual: actual ?? 'absent',
      pointer: claimPlace(claim),
      hint: `If it is meant, add it to "${member}" in the policy.`,
    });
  }
  const trigger = claimOf(claims, 'buildTrigger');
  const runner = claims.runnerEnvironment ?? 'a runner of which the certificate says nothing';
  const isUnknown = claims.runnerEnvironment === undefined;
  return pass('environment', {
    message: `triggered by ${trigger}, on ${runner}`,
    ...(isUnknown && {
      warnings: [
        `the certificate is too old to name the runner (${claimPlace('runnerEnvironment')})`,
      ],
    }),
  });
};

interface Condition {
  readonly claim: ClaimName;
  readonly accepted: readonly string[] | undefined;
  readonly what: string;
  /** Of the policy. */
  readonly member: string;
}

/**
 * The runners of policy and signer rule both. `undefined`, so not compared, only where the certificate is of a time when
 * none named the runner, and it does not matter: every runner is accepted, or nobody states any and only workflows that
 * run on GitHub's own write the build type.
 */
function acceptedRunners({
  build,
  claims,
  expectations,
  rule,
}: CheckInput): readonly string[] | undefined {
  const ofPolicy = expectations.runners ?? rule.runners ?? DEFAULT_RUNNERS;
  const accepted = rule.runners
    ? ofPolicy.filter((runner) => rule.runners?.includes(runner))
    : ofPolicy;
  const isTooOld = build.buildType.mayLackClaims === true && claims.runnerEnvironment === undefined;
  const isStated = rule.runners !== undefined || expectations.runners !== undefined;
  const isOfTrusted = !isStated && build.buildType.signers !== undefined;
  const isAny = EVERY_RUNNER.every((runner) => accepted.includes(runner));
  return isTooOld && (isOfTrusted || isAny) ? undefined : accepted;
}
