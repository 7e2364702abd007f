import { compileBuildType } from '../build-types/compile-build-type.ts';
import type { CheckResult } from '../checks/check-result.ts';
import { checkIdentity } from '../checks/identity.ts';
import { checkSubject } from '../checks/subject.ts';
import { judgeStatement } from '../judge-statement.ts';
import type { Expectations } from '../policy/policy.ts';
import { supposeVerified } from '../signature/suppose-verified.ts';
import type { VerifiedSignature } from '../signature/verify-signature.ts';
import type { Question } from './question.ts';
import type { World } from './world.ts';

/** What the checks would say of a build. */
export interface WorldJudgement {
  readonly isAccepted: boolean;
  /** The results of the checks 7 and 9 to 22, of every rule and set of expectations that was tried. */
  readonly results: readonly CheckResult[];
}

/**
 * What a policy would say of a build, if somebody had signed it: the checks 7 and 9 to 22, without a signature. For what-if
 * questions; no release passes by it. Pure.
 */
export function judgeWorld(world: World, question: Question): WorldJudgement {
  const judged = question.policy.expectations.map((expectations) =>
    judgeBy(world, expectations, question),
  );
  const isAccepted =
    question.policy.match === 'all'
      ? judged.every((one) => one.isAccepted)
      : judged.some((one) => one.isAccepted);
  return { isAccepted, results: judged.flatMap(({ results }) => results) };
}

function judgeBy(
  { claims, statement }: World,
  expectations: Expectations,
  { artifacts, release }: Question,
): WorldJudgement {
  const identity = checkIdentity(claims, expectations);
  const subject = checkSubject(statement, artifacts);
  if (identity.accepted.length === 0 || subject.status !== 'pass') {
    return { isAccepted: false, results: [identity.result, subject] };
  }
  const verified = supposeVerified(statement, NO_SIGNATURE);
  const input = {
    expectations,
    buildTypes: expectations.buildTypes.map(compileBuildType),
    artifacts,
    release,
    releaseAttestations: [],
    overrides: { overrides: [], approvalOf: () => ({ problem: 'none' }) },
    now: new Date(0), // nothing here depends on a time
  };
  const byRule = identity.accepted.map(
    ({ rule }) => judgeStatement(verified, claims, rule, input).results,
  );
  const isAccepted = byRule.some((results) =>
    results.every(({ status }) => status === 'pass' || status === 'not_applicable'),
  );
  return { isAccepted, results: [identity.result, subject, ...byRule.flat()] };
}

/** Nobody signed; no check from 10 on asks who, only when and with which certificate, and then finds nothing. */
const NO_SIGNATURE: VerifiedSignature = {
  mediaType: '',
  times: [],
  root: {
    source: 'none',
    sha256: '',
    profile: 'public-good',
    newestAuthority: new Date(0).toISOString(),
  },
  content: { kind: 'envelope', payload: new Uint8Array() },
};
